import type { SegmentRow, SegmentsPage } from "../../data/published/segments.js";
import { plural } from "../../model/words/plural.js";
import type { Formatter } from "../words/format.js";
import { fieldInWords } from "../words/wording.js";

type ProfileLevel = SegmentRow["profile"][number];

/** Segments from the highest mean CLV to the lowest. */
export function byWorth(segments: readonly SegmentRow[]): readonly SegmentRow[] {
  return [...segments].sort((a, b) => b.clv.mean.value - a.clv.mean.value);
}

/** The answer of the page in one or two sentences. */
export function segmentsAnswer(page: SegmentsPage, f: Formatter): string {
  const best = page.highValueClients;
  const [first] = byWorth(page.segments);
  if (page.choice.chosen === null || !first)
    return `Our ${f.count(best)} best clients are of no particular kinds: no groups among them are sure enough to be named.`;
  const kinds = plural(f.count(page.segments.length), "kind");
  const worth = `“${first.name}” is worth most, ${f.moneyInterval(first.clv.mean)} a client`;
  const average = meanClv(page.segments);
  const times =
    average > 0 && first.shareOfClv !== null
      ? `, ${f.multiple(first.clv.mean.value / average)} the average`
      : "";
  const come = page.choice.natural ? "come in" : "can be told apart as";
  if (!page.differInValue.holds)
    return `Our ${f.count(best)} best clients ${come} ${kinds}. This describes them and no more: what the kinds are worth differs no more than chance would make it.`;
  return `Our ${f.count(best)} best clients ${come} ${kinds}. ${worth}${times}.`;
}

/** Mean CLV over the clients of all segments; 0 without any. */
export function meanClv(segments: readonly SegmentRow[]): number {
  const clients = segments.reduce((sum, segment) => sum + segment.clients, 0);
  const total = segments.reduce((sum, segment) => sum + segment.clv.total, 0);
  return clients > 0 ? total / clients : 0;
}

/** The finding of the list of segments: the one with the most value beyond its share of clients. */
export function segmentListTitle(segments: readonly SegmentRow[], f: Formatter): string {
  const shared = segments.flatMap((segment) =>
    segment.shareOfClv === null ? [] : [{ ...segment, shareOfClv: segment.shareOfClv }],
  );
  const [first] = [...shared].sort(
    (a, b) => b.shareOfClv - b.shareOfClients - (a.shareOfClv - a.shareOfClients),
  );
  const [most] = [...segments].sort((a, b) => b.clv.total - a.clv.total);
  if (!most) return "No segments";
  if (!first)
    return `“${most.name}” ${most.clv.total < 0 ? "loses" : "brings"} ${f.moneyTotal(Math.abs(most.clv.total))} with ${f.percent(most.shareOfClients)} of clients`;
  return `“${first.name}” brings ${f.percent(first.shareOfClv)} of lifetime value with ${f.percent(first.shareOfClients)} of clients`;
}

/** The finding of a segment's profile: what is clearly more often found in it. */
export function profileTitle(segment: SegmentRow, f: Formatter): string {
  const over = segment.profile
    .filter(({ index }) => index.low > 1)
    .sort((a, b) => b.index.value - a.index.value);
  const [first, second] = over;
  if (!first) return `Nothing sets “${segment.name}” clearly apart from all clients`;
  const trait = ({ level, field }: ProfileLevel) => `${level} (${fieldInWords(field)})`;
  const also = second ? `, ${trait(second)} ${f.multiple(second.index.value)}` : "";
  return `“${segment.name}”: ${trait(first)} is ${f.multiple(first.index.value)} as common as among all clients${also}`;
}

/** How k was chosen, as the title of its chart. */
export function choiceTitle(page: SegmentsPage, f: Formatter): string {
  const chosen = page.choice.candidates.find(({ k }) => k === page.choice.chosen);
  if (!chosen) return "Whatever their number, groups are not sure enough to be named";
  return `When clients are drawn again, the same ${f.count(chosen.k)} groups come back with ${f.percent(chosen.meanJaccard)} of their clients; where there are no groups to find, with ${f.percent(chosen.nullMeanJaccard)}`;
}

/** Whether another method would have made the same segments; "" without segments. */
export function agreementSentence({ agreement }: Pick<SegmentsPage, "agreement">, f: Formatter): string {
  if (agreement === null) return "";
  const alike =
    agreement >= 0.8
      ? "nearly the same way, so the segments do not hang on the method"
      : agreement >= 0.5
        ? "much the same way; clients at the edges change place"
        : "rather differently: read the segments as one of several ways to look at these clients";
  return `A second way of grouping sorts the high-value clients ${alike}. Agreement is ${f.number(Math.round(100 * agreement) / 100)}, where 1 is the same and 0 is chance.`;
}

/** The finding of the map: where most prospects belong. */
export function mapTitle(page: SegmentsPage, f: Formatter): string {
  const near = ({ prospects }: SegmentRow): number => prospects ?? 0;
  const all = page.segments.reduce((sum, segment) => sum + near(segment), 0);
  const [most] = [...page.segments].sort((a, b) => near(b) - near(a));
  const [best] = byWorth(page.segments);
  if (!most || !best || all === 0) return "Clients by likeness, the best ones filled";
  const where = (segment: SegmentRow) =>
    `${f.percent(near(segment) / all)} of prospects belong to “${segment.name}”`;
  if (most === best) return `${where(best)}, worth most a client`;
  return `${where(best)}, worth most a client; ${where(most).replace("of prospects belong ", "")}`;
}
