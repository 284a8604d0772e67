import type { ProspectsPage } from "../../data/published/prospects.js";
import { wayInWords } from "../../model/lookalike/winning/way-in-words.js";
import { capturedFigure } from "../charts/captured-figure.js";
import { element } from "../page/element.js";
import { dataTable } from "../tables/data-table.js";
import type { Formatter } from "../words/format.js";
import { heldColumn, leadColumn, wayColumn } from "../words/list-measures.js";
import { EXACT } from "../words/off-by.js";
import { twoDecimals } from "../words/two-decimals.js";

type WonSince = NonNullable<ProspectsPage["wonSince"]>;

/** The finding of the test against the clients won since: what the first tenth held, and against which simple way. */
function wonTitle(won: WonSince, f: Formatter): string {
  const [scorer, ...others] = won.methods;
  const best = [...others].sort((a, b) => b.captured10.value - a.captured10.value)[0];
  if (!scorer) return "The list of then against the clients won since";
  const held = `The first tenth of a list made on ${f.date(won.cut)} held ${f.percent(scorer.captured10.value)} of the lifetime value won since`;
  return best ? `${held}; “${wayInWords(best.method)}” ${f.percent(best.captured10.value)}` : held;
}

/** What the test rests on, and what it cannot tell. */
function wonCaption(won: WonSince, f: Formatter): string {
  return `${f.count(won.accounts)} accounts that were no clients on ${f.date(won.cut)}, of which ${f.count(won.after)} have been won since; learnt from ${f.count(won.before)} clients and the deals closed by then. What a client was worth then is its margin until then, carried on at that pace; firmographics are those of today's files. Selling went where it went: accounts that nobody called count as not won. Lines: 80% intervals.`;
}

/** The share of the value won since that the first tenth of each list held. */
export function wonFigure(won: WonSince, f: Formatter): HTMLElement {
  return capturedFigure({
    ways: won.methods.map(({ method, captured10 }) => ({ method, captured: captured10 })),
    title: wonTitle(won, f),
    subtitle: "Share of the lifetime value won since that the first tenth of the list held",
    caption: wonCaption(won, f),
    share: "Share of CLV won since",
    axis: "Share of the value won since, in the first 10% of the list",
    format: f,
    rowHeight: 44,
  });
}

/** Every measure of every list of then. */
export function wonTable(won: WonSince, f: Formatter, locale: string): HTMLElement {
  const leads = new Map(won.differences.map(({ baseline, captured10 }) => [baseline, captured10]));
  type Way = WonSince["methods"][number];
  const column = (
    key: "captured5" | "captured10" | "captured20" | "capturedAtCapacity",
    length: number,
    label: string,
  ) => heldColumn(f, label, length, key, (row: Way) => row[key]);
  const precision = (
    key: "precision5" | "precision10" | "precision20" | "precisionAtCapacity",
    label: string,
  ) => ({
    key,
    label,
    format: (value: unknown) => f.percent(Number(value)),
  });
  return element`<details><summary>All measures of all lists</summary>${dataTable({
    rows: won.methods,
    columns: [
      wayColumn<Way>(),
      column("captured5", 0.05, "Held by first 5%"),
      column("captured10", 0.1, "Held by first 10%"),
      column("captured20", 0.2, "Held by first 20%"),
      column("capturedAtCapacity", won.capacityShare, "Held by what the team can work"),
      leadColumn<Way>(f, (method) => leads.get(method)),
      precision("precision5", "Won, of first 5%"),
      precision("precision10", "Won, of first 10%"),
      precision("precision20", "Won, of first 20%"),
      precision("precisionAtCapacity", "Won, of what the team can work"),
      { key: "gini", label: "Gini", format: twoDecimals },
    ],
    caption: "Lists made at the earlier date, against the clients won since",
    download: { filename: "won-since.csv" },
    locale,
  })}</details>`;
}

/** Whether those won since turned out to be worth what the list foretold of them. */
export function wonTotalSentence(won: WonSince, f: Formatter): string {
  const off = won.predictedOverActual - 1;
  const verdict =
    Math.abs(off) < EXACT ? "right" : `${f.percent(Math.abs(off))} too ${off > 0 ? "high" : "low"}`;
  return `Together, the value of the ${f.count(won.after)} won since was forecast ${verdict}.`;
}

/** What each tenth of the list of then was foretold to hold of all value, and what it did hold. */
export function wonCalibration(won: WonSince, f: Formatter, locale: string): HTMLElement {
  const percent = (value: unknown) => f.percent(Number(value), 1);
  return element`<details><summary>What each tenth of that list was foretold to hold, and held</summary>${dataTable(
    {
      rows: won.calibration,
      columns: [
        { key: "decile", label: "Tenth of the list" },
        { key: "accounts", label: "Accounts" },
        { key: "won", label: "Won since" },
        { key: "predicted", label: "Foretold part of all value", format: percent },
        { key: "actual", label: "Part of the value won since", format: percent },
      ],
      caption: "Tenths of the list of then, foretold and won",
      download: { filename: "won-since-by-tenth.csv" },
      locale,
    },
  )}</details>`;
}
