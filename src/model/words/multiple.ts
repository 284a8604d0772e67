/** A ratio as pages write it: to two decimals below 2, where it is told from 1, else to two digits: "1.06×", "2.4×". */
export function multiple(ratio: number): string {
  const digits = Math.abs(ratio) < 2 ? { maximumFractionDigits: 2 } : { maximumSignificantDigits: 2 };
  return `${ratio.toLocaleString("en-GB", digits)}×`;
}
