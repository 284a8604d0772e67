import { z } from "zod";
import type { FittedCurve } from "../model/economics/spend-response/fitted-curve.js";
import type { SpendLine } from "../model/economics/spend-response/spend-line.js";
import { tellingMeasure } from "../model/economics/what-if/retention-investment.js";
import { attributedClients } from "./acquisition/attributed-clients.js";
import { channelResponses } from "./acquisition/channel-responses.js";
import { keepingLines } from "./acquisition/keeping-lines.js";
import { winningLines } from "./acquisition/winning-lines.js";
import { shownChannels } from "./audience/shown-channels.js";
import { type BudgetPage, budgetSchema } from "./published/budget.js";
import { notReady } from "./published/common.js";
import { inputs } from "./run/inputs.js";
import type { NotReady } from "./run/not-ready.js";
import { publishJson, writeWhenMain } from "./run/publication.js";
import { defineStep } from "./run/step.js";
import { retention } from "./value/retention.js";

export const budgetPage = defineStep("budget-page", async (context): Promise<BudgetPage | NotReady> => {
  // Load
  const { spendByMonthChannel } = await inputs(context);
  if (!spendByMonthChannel.some(({ amount }) => amount > 0)) {
    return {
      status: "absent",
      reason: "nothing is known of what is spent to win and to keep clients",
      needs: "spend.csv",
    };
  }
  const { months, arrivals, channels } = await channelResponses(context);
  const { rule, credits } = await attributedClients(context);
  const { measures } = await retention(context);
  const winning = await winningLines(context);
  const keeping = await keepingLines(context);
  const shown = await shownChannels(context);

  // Derive
  const credited = new Set((credits.get(rule) ?? []).map(({ channel }) => channel));
  const spentOn = new Set(channels.map(({ channel }) => channel));
  const without = (some: ReadonlySet<string>, others: ReadonlySet<string>): string[] =>
    [...some]
      .filter((channel) => !others.has(channel))
      .map(shown)
      .sort();

  // Publish
  return {
    status: "ready",
    lines: [...winning.lines, ...keeping].map(copyOf),
    bySegment: winning.bySegment && [...winning.bySegment, ...keeping].map(copyOf),
    months,
    arrivals,
    measure: tellingMeasure(measures)?.measure ?? null,
    unmatched: { spendOnly: without(spentOn, credited), clientsOnly: without(credited, spentOn) },
    nothingToKeep: keeping.length === 0,
  };
});

/** A plain copy, as the schema takes it. */
function copyOf(line: SpendLine): BudgetPage["lines"][number] {
  const seen = { ...line.seen };
  if (line.purpose === "keep") return { ...line, seen, avoidable: { ...line.avoidable } };
  return {
    ...line,
    seen,
    segment: line.segment && { ...line.segment },
    curve: line.curve && short(line.curve),
    draws: line.draws.map(short),
  };
}

/** To six digits, which is as good as exact and half as long. */
function short({ ceiling, halfSpend }: FittedCurve): {
  readonly ceiling: number;
  readonly halfSpend: number;
} {
  return { ceiling: Number(ceiling.toPrecision(6)), halfSpend: Number(halfSpend.toPrecision(6)) };
}

export const budget = publishJson(
  "budget.json",
  z.discriminatedUnion("status", [budgetSchema, notReady]),
  budgetPage,
);
await writeWhenMain(import.meta.url, budget);
