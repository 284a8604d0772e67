import type { ProspectsPage } from "../../data/published/prospects.js";
import { dataTable } from "../tables/data-table.js";
import type { Formatter } from "../words/format.js";

type Movers = NonNullable<ProspectsPage["movers"]>;

/** How many came and went, and what moved most of them. */
export function moversSentence(moved: Movers, f: Formatter): string {
  const total = moved.stayed + moved.left;
  const head = `Since the report of ${f.date(moved.since)}, ${f.count(moved.stayed)} of the ${f.count(total)} accounts of tier A stayed, ${f.count(moved.came)} came in and ${f.count(moved.left)} left.`;
  const counts = new Map<string, number>();
  for (const { part } of moved.movers) counts.set(part, (counts.get(part) ?? 0) + 1);
  const [most] = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return most
    ? `${head} What moved most of them: ${partInWords(most[0])} (${f.count(most[1])} of ${f.count(moved.movers.length)} shown).`
    : head;
}

/** What moved a prospect, as a reader says it. */
function partInWords(part: string): string {
  switch (part) {
    case "value":
      return "what it would be worth";
    case "ease of winning":
      return "how easily it is won";
    case "others moved":
      return "others passed it";
    case "new":
      return "new in the files";
    case "gone":
      return "no longer in the files";
    default:
      return part;
  }
}

/** Who came into the first tier and who left it, with the part that moved them. */
export function moversTable(moved: Movers, f: Formatter, locale: string): HTMLElement {
  const change = (ratio: number | null) => (ratio === null ? "–" : f.multiple(ratio));
  const place = (rank: unknown) => (rank === null ? "–" : f.count(Number(rank)));
  return dataTable({
    rows: moved.movers,
    columns: [
      { key: "name", label: "Prospect" },
      { key: "direction", label: "Tier A", format: (value) => (value === "in" ? "came in" : "left") },
      { key: "rankThen", label: "Rank then", format: place },
      { key: "rankNow", label: "Rank now", format: place },
      {
        key: "part",
        label: "Moved by",
        format: (value, row) =>
          row.excluded === null ? partInWords(String(value)) : `${value}: ${row.excluded}`,
      },
      { key: "valueRatio", label: "CLV, now over then", format: (_, row) => change(row.valueRatio) },
      { key: "easeRatio", label: "Winning, now over then", format: (_, row) => change(row.easeRatio) },
    ],
    caption: "Prospects that came into the first tier or left it since the previous report",
    download: { filename: "movers.csv" },
    locale,
  });
}
