import { descending, greatest, rollups, sum } from "d3";

/** The name with the largest sum of an amount over all lines that state one; of equals the first by alphabet; null: none does. */
export function nameWithMost<Line>(
  lines: readonly Line[],
  nameOf: (line: Line) => string | null,
  amountOf: (line: Line) => number,
): string | null {
  const named = lines.flatMap((line) => {
    const name = nameOf(line);
    return name === null ? [] : [{ name, amount: amountOf(line) }];
  });
  const totals = rollups(
    named,
    (own) => sum(own, ({ amount }) => amount),
    ({ name }) => name,
  );
  return greatest(totals, ([a, ofA], [b, ofB]) => ofA - ofB || descending(a, b))?.[0] ?? null;
}
