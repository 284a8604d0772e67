import type {
  LiftOfYear,
  MarketField,
  MarketLevel,
  MarketPage,
  SegmentMoves,
} from "../../data/published/market.js";
import { moved } from "../../model/market/market-alert.js";
import { listInWords } from "../../model/words/list-in-words.js";
import { formatter, type MoneyFacts } from "../words/format.js";
import { fieldInWords, sentenceCase } from "../words/wording.js";

/** "July 2022" of 2022-07. */
export function monthInWords(month: string, report: MoneyFacts): string {
  return new Intl.DateTimeFormat(report.locale, { month: "long", year: "numeric", timeZone: "UTC" }).format(
    new Date(`${month}-01T00:00:00Z`),
  );
}

function tested(market: MarketPage): string {
  return listInWords(market.tested.map(fieldInWords));
}

/** Whether the profile holds, in one sentence. */
export function marketHeadline(market: MarketPage, report: MoneyFacts): string {
  if (market.alert !== null) return market.alert.sentence;
  const [clearest] = market.fields;
  const chance =
    clearest === undefined
      ? ""
      : ` Chance alone moves ${fieldInWords(clearest.field)} as much in ${formatter(report).percent(clearest.p)} of cases.`;
  const segments = market.segments?.moves?.claimed
    ? " Segments moved all the same: they are made of other fields too."
    : "";
  return `Nothing says that the market has turned: by ${tested(market)}, clients are worth what they were against each other.${chance}${segments}`;
}

/** What the answer was measured on, and how sure it is. */
export function marketBasis(market: MarketPage, report: MoneyFacts): string {
  const f = formatter(report);
  const first = market.source === "deals" ? "first deals, won and lost," : "first purchases of clients";
  const claims = market.fields.filter(({ claimed }) => claimed);
  const sure = claims.map(
    ({ field, p }) =>
      `${sentenceCase(fieldInWords(field))}: chance does as much in ${f.percent(p, 1)} of cases`,
  );
  return `From ${f.count(market.accounts)} ${first} and what ${f.count(market.followed)} clients brought in the five quarters from their first. ${
    sure.length > 0 ? `${listInWords(sure)}, all times and fields looked at counted in.` : ""
  }`.trim();
}

/** What moved beyond chance in a field, with its first deals where they moved the same way, as the title of its chart. */
export function fieldTitle({ field, from, claimed, levels }: MarketField, report: MoneyFacts): string {
  const f = formatter(report);
  const since = monthInWords(from, report);
  if (!claimed) {
    return `By ${fieldInWords(field)}, no move beyond chance; the clearest would date from ${since}`;
  }
  const { risen, fallen } = moved(levels);
  const named = (some: readonly MarketLevel[], did: string): string[] =>
    some.length === 0
      ? []
      : [
          `${listInWords(some.map(({ level, deal, t }) => (deal.value > 1 === t > 0 ? `${level} (${f.multiple(deal.value)})` : level)))} ${did}`,
        ];
  const moves = [...named(risen, "rose"), ...named(fallen, "fell")];
  return moves.length === 0
    ? `Since ${since}, kinds of ${fieldInWords(field)} moved apart, none beyond chance on its own`
    : `Since ${since}, ${listInWords(moves)} against the others`;
}

/** Whether rules kept their lift, from the first year to the last that are measured. */
export function liftTitle(market: MarketPage, report: MoneyFacts): string {
  const f = formatter(report);
  const rule = market.proposed ?? market.current;
  const years = (rule?.years ?? []).flatMap(({ cohort, lift, difference }) =>
    lift === null || difference === null ? [] : [{ cohort, lift, difference }],
  );
  const [first, last] = [years[0], years.at(-1)];
  const which = market.proposed === null ? "today’s" : "the proposed";
  if (first === undefined || last === undefined) return "No year has enough clients to measure a profile on";
  if (!liftsAreMultiples(market)) {
    const more = ({ difference }: typeof first) =>
      `${f.moneyShort(Math.abs(difference.value))} ${difference.value < 0 ? "less" : "more"}`;
    return `Clients of ${which} profile brought ${more(last)} than the average of those won in ${last.cohort}; ${more(first)} in ${first.cohort}`;
  }
  return `Clients of ${which} profile brought ${f.multiple(last.lift.value)} the average of those won in ${last.cohort}; ${f.multiple(first.lift.value)} in ${first.cohort}`;
}

/** Which segment brought most lately, against what it brought at first. */
export function segmentLiftTitle({ lifts }: SegmentMoves, report: MoneyFacts): string {
  const f = formatter(report);
  const asMultiples = yearsAreMultiples(lifts);
  const spans = lifts.flatMap(({ name, years }) => {
    const seen = years.flatMap((year) => {
      const against = asMultiples ? year.lift : year.difference;
      return against === null ? [] : [{ cohort: year.cohort, value: against.value }];
    });
    const [first, last] = [seen[0], seen.at(-1)];
    return first && last ? [{ name, first, last }] : [];
  });
  const [best] = spans.sort((one, other) => other.last.value - one.last.value);
  if (best === undefined) return "No year has enough clients to measure segments on";
  const { name, first, last } = best;
  if (asMultiples) {
    return `${name}: ${f.multiple(last.value)} the average of all won in ${last.cohort}; ${f.multiple(first.value)} in ${first.cohort}`;
  }
  const more = (value: number) => `${f.moneyShort(Math.abs(value))} ${value < 0 ? "less" : "more"}`;
  return `${name}: ${more(last.value)} than the average of all won in ${last.cohort}; ${more(first.value)} in ${first.cohort}`;
}

/** Whether the mean of every year is far enough from 0 to be a unit. */
export function liftsAreMultiples({ proposed, current }: Pick<MarketPage, "proposed" | "current">): boolean {
  return yearsAreMultiples([proposed, current].flatMap((rule) => rule ?? []));
}

/** The same of any kinds of client. */
export function yearsAreMultiples(kinds: readonly { readonly years: readonly LiftOfYear[] }[]): boolean {
  return kinds.every(({ years }) => years.every(({ hasMultiples }) => hasMultiples));
}

/** Which field differs most, after ÷ before. */
export function driftTitle(market: MarketPage, report: MoneyFacts): string {
  const [most] = market.drift.clients;
  if (most === undefined) return "Nobody was won on one side of the turn, so nothing can be compared";
  const f = formatter(report);
  if (most.index < 0.1) return "Clients won lately are the same kinds as before";
  return `Clients won since differ most in ${fieldInWords(most.field)}: ${most.most.level} is ${f.percent(most.most.after)} of them, ${f.percent(most.most.before)} before`;
}
