export type EntrantKind = "model" | "regression" | "rule" | "blend";

/** How one did in a contest. */
export interface Standing {
  readonly name: string;
  readonly kind: EntrantKind;
  /**
   * Deviance by round as a share of what it would be had everybody been expected to bring the actual mean; null
   * where it could not compete, or nothing came. Below 1 is better than knowing the total and nothing else.
   */
  readonly losses: readonly (number | null)[];
  /** Mean over the rounds that choose; null where it was absent from one of them. */
  readonly choosingLoss: number | null;
}
