import type { AcquisitionPage, ChannelRow } from "../../data/published/acquisition.js";
import type { Interval } from "../../data/published/common.js";
import type { Report } from "../../data/published/report.js";
import type { AttributionRule } from "../../model/economics/channels/attribute-clients.js";
import { listInWords } from "../../model/words/list-in-words.js";
import { plural } from "../../model/words/plural.js";
import { monthInWords } from "../market/market-sentences.js";
import { formatter, type MoneyFacts } from "../words/format.js";
import { sentenceCase } from "../words/wording.js";

type Payback = NonNullable<ChannelRow["payback"]>;

type Facts = MoneyFacts & Pick<Report, "horizonMonths" | "discountRateAnnual">;

/** Clients by their shares: whole ones without decimals. */
export function clientCount(clients: number, report: MoneyFacts): string {
  const f = formatter(report);
  return Number.isInteger(clients) ? f.count(clients) : f.number(Math.round(10 * clients) / 10);
}

function withReturn(page: AcquisitionPage): (ChannelRow & { readonly ratio: Interval })[] {
  return page.channels.flatMap((channel) =>
    channel.ratio === null ? [] : [{ ...channel, ratio: channel.ratio }],
  );
}

/** What a client costs and brings, and who brings the better ones. */
export function acquisitionHeadline(page: AcquisitionPage, report: Facts): string {
  return [costSentence(page, report), worthSentence(page, report)].filter((part) => part !== "").join(" ");
}

function costSentence({ overall }: AcquisitionPage, report: Facts): string {
  const f = formatter(report);
  const { cac, meanClv, ratio } = overall;
  if (cac === null || meanClv === null || ratio === null) {
    return "What winning a client costs is known of some channels only.";
  }
  return `Winning a client costs ${f.moneyShort(cac)} and brings ${f.moneyShort(meanClv.value)} of lifetime value.`;
}

/** Which channels' clients are worth more or less than others', beyond chance. */
function worthSentence(page: AcquisitionPage, report: Facts): string {
  const f = formatter(report);
  const tested = page.channels.filter(({ claim }) => claim !== null);
  if (tested.length < 2) return "";
  const better = tested
    .filter(({ claim }) => claim?.verdict === "worth more")
    .sort((a, b) => (b.meanClv?.value ?? 0) - (a.meanClv?.value ?? 0));
  const [best] = better;
  if (best?.meanClv && best.claim) {
    const others = best.claim.othersMeanClv;
    const times = others > 0 ? `, ${f.multiple(best.meanClv.value / others)} those of other channels` : "";
    return `Clients won through ${best.channel} are worth the most: ${f.moneyShort(best.meanClv.value)} each${times}.`;
  }
  const worse = tested.filter(({ claim }) => claim?.verdict === "worth less");
  return worse.length > 0
    ? `Clients won through ${listInWords(worse.map(({ channel }) => channel))} are worth less than others; which channel brings the best, the data cannot tell.`
    : "Whether one channel brings better clients than another, the data cannot tell.";
}

/** What the answer rests on. */
export function acquisitionBasis(page: AcquisitionPage, report: Facts): string {
  const f = formatter(report);
  const { overall, rule } = page;
  const back = overall.payback ? ` The cost is earned back ${paybackInWords(overall.payback, report)}.` : "";
  const ratio = overall.ratio && f.multipleParts(overall.ratio);
  const times = ratio
    ? ` Lifetime value is ${ratio.value} the cost (in four of five cases ${ratio.low} to ${ratio.high}).`
    : "";
  const from = spentSentence(overall, report);
  return `${from}${times}${back} ${mostClientsSentence(page)}A client counts for the channel of its ${ruleInWords(rule)}.`;
}

/** What was spent on whom and when, and what it was before it moved. */
function spentSentence({ clients, cac, measured }: AcquisitionPage["overall"], report: Facts): string {
  const f = formatter(report);
  const won = plural(f.count(clients), "client");
  if (measured === null || cac === null) return `${won} were won, at a cost that the settings state.`;
  const { by, before } = measured;
  const spent = `${f.moneyShort(measured.spend)} were spent to win ${won} ${by === "opening" ? "of deals opened " : ""}from ${monthInWords(measured.from, report)} to ${monthInWords(measured.to, report)}.`;
  return before === null
    ? spent
    : `${spent} Over all months a client cost ${f.moneyShort(before)}: that changed beyond chance, so the last twelve count; by channel all do.`;
}

/** Of which months the clients are that spend is set against. */
export function countingSentence({ overall }: AcquisitionPage): string {
  return overall.measured?.by === "opening"
    ? "A cost of a client is what was spent to acquire, divided by the clients credited whose deals were opened in the months of the spend; the latest months, whose deals are not mostly decided yet, are left out with their spend."
    : "A cost of a client is what was spent to acquire, divided by the clients credited that were won in the months of the spend. Deals take months, and opportunities.csv does not say of most clients, or of most months, when theirs was opened: while spend grows it is set against fewer clients than it will bring, and a client looks dearer than it is.";
}

/** Which channel brings the most clients, and whether they are worth less; with a space at its end. */
function mostClientsSentence({ channels }: AcquisitionPage): string {
  const [most] = [...channels].sort((a, b) => b.clients - a.clients);
  if (most === undefined || channels.length < 2) return "";
  const worth =
    most.claim?.verdict === "worth less"
      ? ", worth less than others"
      : most.claim?.verdict === "worth more"
        ? ", worth more than others"
        : "";
  return `The most clients come through ${most.channel}${worth}. `;
}

/** The rule after "the channel of its". */
function ruleInWords(rule: AttributionRule): string {
  return rule === "even split" ? "every touch, in even parts" : rule;
}

/** "after 6 months (5 to 7)". */
export function paybackInWords(payback: Payback, report: Facts): string {
  const f = formatter(report);
  if (payback.months === null) return `not within the ${plural(f.count(payback.seenMonths), "month")} seen`;
  const to = payback.high === null ? `not within ${f.count(payback.seenMonths)}` : f.count(payback.high);
  return `after ${plural(f.count(payback.months), "month")} (${f.count(payback.low ?? payback.months)} to ${to})`;
}

/** Whether channels bring back what they cost. */
export function returnTitle(page: AcquisitionPage, report: Facts): string {
  const f = formatter(report);
  const channels = withReturn(page);
  const [best] = channels;
  const least = channels.at(-1);
  if (!best || !least) return "No channel’s cost is known";
  const named = (some: readonly ChannelRow[]) => listInWords(some.map(({ channel }) => channel));
  const less = channels.filter(({ returns }) => returns === "less than it costs");
  if (less.length > 0) return `Clients won through ${named(less)} bring back less than they cost`;
  const unsure = channels.filter(({ returns }) => returns === "cannot tell");
  if (unsure.length > 0) {
    return `Whether clients won through ${named(unsure)} bring back what they cost, the data cannot tell`;
  }
  if (channels.length === 1) {
    return `Clients won through ${best.channel} bring back ${f.multiple(best.ratio.value)} their cost`;
  }
  return `Every channel brings back more than it costs, from ${f.multiple(least.ratio.value)} through ${least.channel} to ${f.multiple(best.ratio.value)} through ${best.channel}`;
}

/** When cost comes back, by channel. */
export function paybackTitle(page: AcquisitionPage, report: Facts): string {
  const f = formatter(report);
  const paid = page.channels
    .flatMap(({ channel, payback }) => (payback ? [{ channel, ...payback }] : []))
    .sort((a, b) => (a.months ?? Number.POSITIVE_INFINITY) - (b.months ?? Number.POSITIVE_INFINITY));
  const [first] = paid;
  const last = paid.at(-1);
  if (!first || !last) return "Too few clients of one channel were seen to say when its cost comes back";
  const never = paid.filter(({ months }) => months === null);
  if (never.length > 0) {
    return `Not earned back in the months seen: ${listInWords(never.map(({ channel }) => channel))}`;
  }
  const months = (count: number | null) => plural(f.count(count ?? 0), "month");
  return paid.length === 1 || first.months === last.months
    ? `What a client cost is earned back after ${months(first.months)}`
    : `What a client cost is earned back after ${months(first.months)} through ${first.channel}, after ${months(last.months)} through ${last.channel}`;
}

/** What billing in advance does to it. */
export function invoicedSentence({ overall }: AcquisitionPage, report: Facts): string {
  const f = formatter(report);
  const { payback } = overall;
  if (!payback?.months || payback.invoicedMonths === null || payback.invoicedMonths >= payback.months)
    return "";
  return `Contracts are billed in advance, so the invoices reach the cost sooner: after ${plural(f.count(payback.invoicedMonths), "month")}.`;
}

/** How the years compare. */
export function cohortTitle(page: AcquisitionPage, channel: string | null, report: Facts): string {
  const f = formatter(report);
  const years = (page.cohorts.find((one) => one.channel === channel)?.years ?? []).flatMap(
    ({ cohort, ratio }) => (ratio === null ? [] : [{ cohort, ratio }]),
  );
  const [first, last] = [years[0], years.at(-1)];
  const through = channel === null ? "" : ` through ${channel}`;
  if (!first || !last) return `No year has both spend and clients${through}`;
  if (first === last)
    return `Clients won${through} in ${first.cohort} bring back ${f.multiple(first.ratio.value)} their cost`;
  return `Clients won${through} in ${last.cohort} bring back ${f.multiple(last.ratio.value)} their cost; those of ${first.cohort}, ${f.multiple(first.ratio.value)}`;
}

/** What matching a profile has to do with it. */
export function profileSentence(page: AcquisitionPage, report: Facts): string {
  const f = formatter(report);
  const told = page.profiles.flatMap(({ profile, matching, others }) => {
    if (!matching.ratio || !others.ratio) return [];
    const which = profile === "proposed" ? "the proposed profile" : "today’s profile";
    return [
      `Clients that match ${which} bring back ${f.multiple(matching.ratio.value)} their cost, all others ${f.multiple(others.ratio.value)}.`,
    ];
  });
  const flattered = page.profiles.some(({ profile }) => profile === "proposed")
    ? " The proposed profile was found on these clients, which flatters it: its own page has the lift on clients that did not choose it."
    : "";
  return `${told.join(" ")}${flattered}`.trim();
}

/** What the rule of attribution does. */
export function attributionTitle(page: AcquisitionPage): string {
  const leaders = page.attribution.flatMap(({ rule, channels }) => {
    const [best] = channels
      .filter(({ ratio }) => ratio !== null)
      .sort((a, b) => (b.ratio ?? 0) - (a.ratio ?? 0));
    return best ? [{ rule, channel: best.channel }] : [];
  });
  const names = [...new Set(leaders.map(({ channel }) => channel))];
  const [only] = names;
  if (only === undefined) return "No channel’s cost is known under any rule";
  if (names.length === 1) return `Whichever touch is credited, ${only} brings back the most for its cost`;
  return `The rule decides who leads: ${listInWords(leaders.map(({ rule, channel }) => `${channel} by ${rule}`))}`;
}

/** How many clients the rule concerns. */
export function attributionSentence({ clients }: AcquisitionPage, report: Facts): string {
  const f = formatter(report);
  const { won, withSeveralChannels } = clients;
  return withSeveralChannels === 0
    ? "No client was touched by more than one channel, so that all rules agree."
    : `${f.count(withSeveralChannels)} of ${plural(f.count(won), "client")} were touched by more than one channel before they were won; for the others all rules agree.`;
}

/** What is left out, unmatched or without a cost, with its money. */
export function coverageSentences(page: AcquisitionPage, report: Facts): string[] {
  const f = formatter(report);
  const { clients, spend, channels, channelsLeftOut } = page;
  const why = (one: ChannelRow): string | null => {
    switch (one.obstacle) {
      case "no spend":
        return `${sentenceCase(one.channel)}: ${plural(clientCount(one.clients, report), "client")}, but no spend by this name, so no cost. If it goes by another name in spend.csv, say so under channels in targeting.yaml.`;
      case "no client":
        return `${sentenceCase(one.channel)}: ${f.moneyShort(one.spend)} spent, but no client of these months is credited to it. The cost of all clients holds it; that of no channel does.`;
      case "spend is not above 0":
        return `${sentenceCase(one.channel)}: its spend comes to ${f.moneyShort(one.spend)}, which is no cost to compare with.`;
      case "stated as 0":
        return `${sentenceCase(one.channel)}: targeting.yaml states a cost of 0, so there is nothing to bring back.`;
      default:
        return null;
    }
  };
  return [
    ...channels.flatMap((one) => why(one) ?? []),
    ...(clients.withoutChannel > 0
      ? [
          `${plural(f.count(clients.withoutChannel), "client")} were touched by no channel that is known: they count in the cost of a client, but for no channel, which makes channels look dearer than they are.`,
        ]
      : []),
    ...(clients.beforeData > 0
      ? [
          `${plural(f.count(clients.beforeData), "client")} began before the data and are left out: when and at what cost they were won is unknown.`,
        ]
      : []),
    ...(spend !== null && spend.toRetain > 0
      ? [`${f.moneyShort(spend.toRetain)} were spent to keep clients; they are no part of any figure here.`]
      : []),
    ...(channelsLeftOut > 0
      ? [`${plural(f.count(channelsLeftOut), "channel")} with the least spend are not shown.`]
      : []),
  ];
}
