import type { SegmentRow } from "../../data/published/segments.js";
import type { Middle } from "../../model/segments/middle.js";
import { plural } from "../../model/words/plural.js";
import { segmentColour } from "../charts/palette.js";
import { element } from "../page/element.js";
import type { Formatter } from "../words/format.js";
import { fieldInWords, sentenceCase } from "../words/wording.js";
import { approachSentence } from "./segment-approach-sentence.js";

const productsShown = 4;
const needsShown = 3;

/** What a seller needs to know before the first call: what they buy, how, how long it takes, what they say. */
export function segmentApproach(segment: SegmentRow, f: Formatter): HTMLElement {
  return element`<div><p>${approachSentence(segment, f)}</p><div style="display: grid; grid-template-columns: repeat(auto-fit, minmax(12.25rem, 1fr)); gap: 1.25rem 2rem; margin: 1rem 0">${block(
    "What they buy",
    products(segment, f),
  )}${block("How they buy", rhythm(segment, f))}${block("How long a sale takes", cycle(segment, f))}${block(
    "What they say they need",
    needs(segment, f),
  )}</div>${signals(segment, f)}</div>`;
}

function block(title: string, content: readonly HTMLElement[]): HTMLElement {
  return element`<div><div style="border-bottom: 1px solid var(--bw-hairline); padding-bottom: 0.3rem; margin-bottom: 0.5rem; color: var(--bw-muted)">${title}</div>${content}</div>`;
}

const line = (...words: readonly (string | Node)[]) => element`<p style="margin: 0 0 0.5rem">${words}</p>`;
const small = (words: string) => element`<p class="bw-note" style="margin: 0 0 0.5rem">${words}</p>`;

function products({ portrait, colour }: SegmentRow, f: Formatter): HTMLElement[] {
  const shown = portrait.products.slice(0, productsShown);
  if (shown.length === 0)
    return [small("No file says which products they buy: transactions or contracts with a product would.")];
  const most = Math.max(...shown.map((row) => Math.max(row.shareOfRevenue, row.shareOfAllRevenue)));
  const at = (share: number) => `${(100 * share) / most}%`;
  const rows = shown.map(
    ({ product, shareOfRevenue, shareOfAllRevenue }) =>
      element`<div style="margin-bottom: 0.5rem"><div style="display: flex; justify-content: space-between; gap: 0.75rem; line-height: 1.25"><span>${product}</span><span style="font-weight: 600">${f.percent(shareOfRevenue)}<span class="bw-hidden"> of revenue, ${f.percent(shareOfAllRevenue)} among all clients</span></span></div><span aria-hidden="true" style="position: relative; display: block; height: 8px; margin-top: 3px"><span style=${{ display: "block", height: "100%", width: at(shareOfRevenue), background: segmentColour(colour) }}></span><span style=${{ position: "absolute", top: "-2px", height: "12px", width: "2px", left: at(shareOfAllRevenue), background: "var(--bw-ink)" }}></span></span></div>`,
  );
  return [
    ...rows,
    small(
      `Share of the revenue of ${plural(f.count(portrait.productClients), "client")}; the mark: among all clients.`,
    ),
  ];
}

function rhythm({ portrait }: SegmentRow, f: Formatter): HTMLElement[] {
  const { daysBetween, repeating, clients, termMonths, underContract } = portrait.rhythm;
  const orders = daysBetween
    ? [
        line(element`<strong>An order every ${f.count(daysBetween.median)} days</strong>`),
        small(
          `${middle(daysBetween, f)}; ${f.count(repeating)} of ${plural(f.count(clients), "client")} ordered more than once, contracts apart.`,
        ),
      ]
    : [small("Nobody ordered more than once, contracts apart.")];
  if (!termMonths) return orders;
  return [
    ...orders,
    line(
      element`<strong>${f.percent(clients > 0 ? underContract / clients : 0)} under contract</strong>, a term of ${f.count(termMonths.median)} months`,
    ),
  ];
}

function cycle({ portrait }: SegmentRow, f: Formatter): HTMLElement[] {
  const { won, lost, open } = portrait.cycle;
  if (!won && !lost)
    return [small("No closed opportunity of theirs is known: opportunities.csv would tell.")];
  const ofAll = portrait.cycleOfAll.won;
  return [
    ...(won
      ? [
          line(
            element`<strong>${f.count(won.median)} days to win</strong>${ofAll ? `; ${f.count(ofAll.median)} among all` : ""}`,
          ),
          small(`${middle(won, f)}; ${f.count(won.count)} won.`),
        ]
      : [small("None was won yet.")]),
    ...(lost ? [line(`${f.count(lost.median)} days until a lost one is closed`)] : []),
    ...(open > 0 ? [small(`${f.count(open)} are open now.`)] : []),
  ];
}

function needs({ portrait }: SegmentRow, f: Formatter): HTMLElement[] {
  const shown = portrait.needs.slice(0, needsShown);
  if (shown.length === 0)
    return [
      small(
        "No two of them said the same in what we have: goals in plans.csv or notes in judgements.csv would tell.",
      ),
    ];
  return [
    ...shown.map(({ need, clients }) =>
      line(need, element`<span class="bw-note"> ${f.count(clients)}</span>`),
    ),
    small(
      `Said by or of so many of the ${plural(f.count(portrait.tellingClients), "client")} of whom a goal or a note is known.`,
    ),
  ];
}

function middle({ low, high, q25, q75 }: Middle, f: Formatter): string {
  return `Median, 80% interval ${f.count(low)} to ${f.count(high)}; half lie between ${f.count(q25)} and ${f.count(q75)}`;
}

/** Only where signals exist: how its clients do beside all. */
function signals({ portrait }: SegmentRow, f: Formatter): HTMLElement | null {
  const known = portrait.signals.filter(({ clients }) => clients > 0);
  if (known.length === 0) return null;
  const two = (value: number) => f.number(Number(value.toPrecision(2)));
  const words = known.map(({ measure, mean, allClients }) => {
    const differs = mean.low > allClients || mean.high < allClients;
    return `${fieldInWords(measure)} ${two(mean.value)} (80% interval ${two(mean.low)} to ${two(mean.high)}) against ${two(allClients)} of all clients${differs ? "" : ", no difference shown"}`;
  });
  return element`<p class="bw-note">Signals after the sale: ${sentenceCase(words.join("; "))}.</p>`;
}
