import type { Baseline } from "../../model/value/accuracy/baselines.js";
import type { Formatter } from "../words/format.js";
import { sentenceCase } from "../words/wording.js";

const RULES = {
  zero: "nothing comes",
  mean: "the same from each client",
  "run rate": "each client’s own pace since its start goes on",
  "last 12 months": "the next year as the last",
  "constant churn": "each one’s own pace, at one rate of leaving for all",
  "simple formula": "average purchase × purchases a year × years",
} satisfies Record<Baseline, string>;

const NAMED: ReadonlyMap<string, string> = new Map(Object.entries(RULES));

/** What a trivial rule expects; "" for anything else. */
export function ruleInWords(method: string): string {
  return NAMED.get(method) ?? "";
}

/** A way of predicting as a reader says it: blends are weighted averages; before "×" stands who predicts orders. */
export function wayOfPredicting(name: string): string {
  return name
    .replace(/^blend in money × /, "averaged orders × ")
    .replace(/^blend in logs × /, "averaged orders (of logs) × ")
    .replace(/^blend in money$/, "weighted average")
    .replace(/^blend in logs$/, "weighted average (of logs)")
    .replace(/own mean order$/, "the client’s own mean order");
}

/** A sentence of the analysis with its days in words, and the ways of predicting that it quotes as a reader says them. */
export function inReadersWords(sentence: string, f: Pick<Formatter, "date">): string {
  return sentenceCase(
    sentence
      .replace(/“(blend in \w+)”/g, (_, name: string) => `the ${wayOfPredicting(name)}`)
      .replace(/“([^”]+)”/g, (_, name: string) => `“${wayOfPredicting(name)}”`)
      .replace(/\d{4}-\d{2}-\d{2}/g, (day) => f.date(day)),
  );
}
