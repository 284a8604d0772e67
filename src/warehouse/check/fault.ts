/** Why a row is rejected. `when` reads typed values and cells, `reason` cells only. */
export interface Fault {
  readonly when: string;
  readonly column: string;
  readonly reason: string;
}
