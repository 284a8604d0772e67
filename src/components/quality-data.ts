export interface Tally {
  readonly rows: number;
  /** Null where the file holds no money. */
  readonly money: number | null;
}

export interface FileFacts {
  readonly file: string;
  readonly table: string;
  /** Null: not for this audience. */
  readonly bytes: number | null;
  readonly delimiter: string;
  readonly dateOrder: string | null;
  readonly decimalMark: string | null;
  readonly firstDate: string | null;
  readonly lastDate: string | null;
  readonly read: Tally;
  readonly accepted: Tally;
  readonly rejected: Tally;
  readonly excluded: Tally;
  readonly exclusions: readonly {
    readonly reason: string;
    readonly rows: number;
    readonly money: number | null;
  }[];
  readonly unusedColumns: readonly string[];
  /** Rows whose amount cannot be read: counted in rows, unknown in money. */
  readonly rowsWithoutAmount: number;
  /** Rejected rows that are listed one by one. */
  readonly rejectsListed: number;
}

export interface RejectFacts {
  readonly file: string;
  readonly line: number;
  readonly column: string;
  readonly value: string;
  readonly reason: string;
  readonly money: number | null;
}

export interface ControlFacts {
  readonly period: string;
  readonly measure: string;
  readonly finance: number;
  readonly books: number;
  readonly difference: number;
  readonly met: boolean;
  /** The one rejected row of the books that holds as much as is missing. */
  readonly asMuchAs: { readonly file: string; readonly line: number } | null;
}

/** The published `quality.json`, as far as the page uses it. */
export interface QualityData {
  readonly asOf: string;
  readonly asOfReason: string;
  readonly files: readonly FileFacts[];
  /** The first ones; `rejectsListed` are in `rejects.json`. */
  readonly rejects: readonly RejectFacts[];
  readonly rejectsListed: number;
  readonly rejectsTotal: number;
  readonly rejectReasons: readonly {
    readonly file: string;
    readonly column: string;
    readonly reason: string;
    readonly rows: number;
    readonly money: number;
  }[];
  readonly warnings: readonly { readonly file: string | null; readonly message: string }[];
  readonly fillRates: readonly {
    readonly field: string;
    readonly clients: number;
    readonly prospects: number | null;
  }[];
  readonly controls: readonly ControlFacts[];
  readonly tablesAbsent: readonly { readonly table: string; readonly unlocks: string }[];
}
