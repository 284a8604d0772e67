import type { ProspectRow } from "../../data/published/prospect-row.js";
import { fieldLabel } from "../../model/firmographics/field-meaning.js";
import { tierOf } from "../../model/lookalike/ranking.js";
import type { ProspectSummary } from "./prospect-parse.js";
import type { ProspectSource } from "./prospect-source.js";

/** A prospect as it stands when the fields that tell how we sold count for nothing. */
function withoutHowWeSold<Row extends ProspectSummary>(
  row: Row,
  page: { readonly ranked: number; readonly capacity: number },
): Row {
  if (row.without === null) return row;
  const { rank, ...standing } = row.without;
  const others = page.ranked - 1;
  return {
    ...row,
    ...standing,
    rank,
    tier: tierOf(rank, page.capacity),
    score: others > 0 ? (100 * (page.ranked - rank)) / others : row.score,
  };
}

/** The same prospects in the order that they have without the fields that tell how we sold. */
export function sourceWithout(
  source: ProspectSource,
  page: {
    readonly ranked: number;
    readonly capacity: number;
    readonly topWithout: readonly ProspectRow[];
    readonly howWeSold: { readonly fields: readonly string[] } | null;
  },
): ProspectSource {
  const sold = new Set(page.howWeSold?.fields ?? []);
  const whole = (row: ProspectRow): ProspectRow => ({
    ...withoutHowWeSold(row, page),
    reasons: row.reasons.filter(
      ({ part, field }) => part !== "win" || !field.split(" × ").some((name) => sold.has(fieldLabel(name))),
    ),
  });
  const top = page.topWithout.map(whole);
  let sorted: Promise<readonly ProspectSummary[]> | undefined;
  const all = () => {
    sorted ??= source
      .all()
      .then((rows) => rows.map((row) => withoutHowWeSold(row, page)).sort((a, b) => a.rank - b.rank));
    return sorted;
  };
  return {
    top,
    first: async (length) =>
      length <= top.length || page.ranked <= top.length
        ? top.slice(0, length)
        : (await all()).slice(0, length),
    range: async (from, to) =>
      to <= top.length || page.ranked <= top.length ? top.slice(from, to) : (await all()).slice(from, to),
    all,
    async whole(prospect) {
      const known = top[prospect.rank - 1];
      if (known?.prospectId === prospect.prospectId) return known;
      // The table is in the order of the list as sold.
      const listed = (await source.all()).find(({ prospectId }) => prospectId === prospect.prospectId);
      return whole(await source.whole(listed ?? prospect));
    },
    wholes: async (prospects) => (await source.wholes(prospects)).map(whole),
  };
}
