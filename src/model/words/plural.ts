/** A count in figures with its noun: "1 row", "2 rows". */
export function plural(count: number | string, singular: string, many = `${singular}s`): string {
  return `${count} ${String(count) === "1" ? singular : many}`;
}
