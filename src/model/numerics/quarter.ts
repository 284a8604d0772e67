/** Number of a quarter such as 2024-Q1 on an endless count: 4 · year + quarter − 1. Throws a RangeError on other text. */
export function quarterNumber(quarter: string): number {
  const match = /^(\d{4})-Q([1-4])$/.exec(quarter);
  if (match === null) throw new RangeError(`not a quarter: ${JSON.stringify(quarter)}; write 2024-Q1`);
  return 4 * Number(match[1]) + Number(match[2]) - 1;
}

/** Number of the quarter of an ISO date, on the same count. */
export function quarterNumberOf(isoDate: string): number {
  return 4 * Number(isoDate.slice(0, 4)) + Math.ceil(Number(isoDate.slice(5, 7)) / 3) - 1;
}

/** The quarter of a number, as 2024-Q1. */
export function quarterName(number: number): string {
  return `${Math.floor(number / 4)}-Q${(number % 4) + 1}`;
}

/** ISO date of the first day of the quarter of a number. */
export function quarterStart(number: number): string {
  return `${Math.floor(number / 4)}-${String(3 * (number % 4) + 1).padStart(2, "0")}-01`;
}
