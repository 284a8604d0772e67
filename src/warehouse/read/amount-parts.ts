/** A column of the file that an amount is made of. */
export interface AmountPart {
  /** Position in the file, from 0. */
  readonly index: number;
  readonly header: string;
}

/** An amount that is not what its one cell says: product + sum − less. */
export interface MadeAmount {
  readonly sum: readonly AmountPart[];
  readonly less: readonly AmountPart[];
  /** Two factors, or none. */
  readonly product: readonly AmountPart[];
  /** In hundredths, or whatever the smallest unit of the currency is. */
  readonly inCents: boolean;
}

/** The columns of the file that a value is read from. */
export function partsOf({
  made,
  index,
  header,
}: AmountPart & { readonly made: MadeAmount | null }): readonly AmountPart[] {
  return made === null ? [{ index, header }] : [...made.product, ...made.sum, ...made.less];
}
