/** Digits of the longest number of an id: it is a whole number still. */
const MOST_DIGITS = 15;

/** How ids are written that end with a number, and whether those numbers rise or fall along the file. */
export interface IdForm {
  /** What stands before the number. */
  readonly prefix: string;
  readonly descending: boolean;
}

/** Where the ids of a file mostly follow their number: the records of which that is not so. */
export interface IdOrder extends IdForm {
  /** Position of the ids' column. */
  readonly column: number;
  /** Records in rising order whose id is not beyond all before it, or of another form. */
  readonly strays: readonly number[];
  /** Key of the furthest id before each stretch of records. */
  readonly furthest: readonly number[];
}

/** The form of a file's first id, whose direction the next one tells; null where it does not end with a number. */
export function idForm(first: string | undefined, next: string | undefined): IdForm | null {
  const parts = /^(|.*[^0-9"])([0-9]+)$/s.exec(first ?? "");
  const [, prefix, number] = parts ?? [];
  if (prefix === undefined || number === undefined || number.length > MOST_DIGITS) return null;
  const start = keyOf(first ?? "", { prefix, descending: false });
  return { prefix, descending: keyOf(next ?? "", { prefix, descending: false }) < start };
}

/** The number of an id, or how far it is below all where ids descend; 0 where it has another form. */
export function keyOf(id: string, { prefix, descending }: IdForm): number {
  const number = id.startsWith(prefix) ? id.slice(prefix.length) : "";
  if (!/^[0-9]{1,15}$/.test(number)) return 0;
  return descending ? 10 ** MOST_DIGITS - Number(number) : Number(number) + 1;
}
