import { mean, rollup } from "d3";
import { z } from "zod";
import { listInWords } from "../model/words/list-in-words.js";
import { openings } from "./acquisition/openings.js";
import { shownExclusionCounts } from "./audience/shown-exclusions.js";
import { avoidedOnList } from "./prospects/avoided-on-list.js";
import { capacityOf } from "./prospects/capacity.js";
import { listCapture } from "./prospects/list-capture.js";
import { lookalikeValidation } from "./prospects/lookalike-validation.js";
import { prospectMovers } from "./prospects/prospect-movers.js";
import { prospectRows } from "./prospects/prospect-rows.js";
import { prospectScores } from "./prospects/prospect-scores.js";
import { rankedBy } from "./prospects/ranked-by.js";
import { wonSince } from "./prospects/won-since.js";
import { notReady } from "./published/common.js";
import type { ProspectRow } from "./published/prospect-row.js";
import { type ProspectsPage, prospectsSchema } from "./published/prospects.js";
import { inputs } from "./run/inputs.js";
import { type NotReady, prospectsObstacle } from "./run/not-ready.js";
import { publishJson, writeWhenMain } from "./run/publication.js";
import type { RunContext } from "./run/run-context.js";
import { defineStep } from "./run/step.js";
import { accounts } from "./targeting/accounts.js";

const prospectsShown = 200;
/** Without how we sold the first rows are published too, so that the switch answers at once; the rest is read. */
const shownWithout = 50;
const valuesAField = 40;
const moversShown = 50;

const prospectsPage = defineStep("prospects-page", async (context): Promise<ProspectsPage | NotReady> => {
  // Load
  const { prospects } = await inputs(context);
  const { learnable, features } = await accounts(context);
  const scored = await prospectScores(context);
  if (prospects.length === 0) {
    return { status: "absent", reason: "there is no list of prospects to score", needs: "prospects.csv" };
  }
  const obstacle = prospectsObstacle(learnable, features);
  if (obstacle) return obstacle;
  if (scored === null) throw new Error("prospects without a score");
  const rows = await prospectRows(context);

  // Derive
  const categories = features.features
    .filter((feature) => feature.kind === "category")
    .map(({ name }) => name);
  const { howWeSold } = scored;

  // Publish
  return {
    status: "ready",
    prospects: prospects.length,
    ranked: rows.length,
    excluded: shownExclusionCounts(context.audience, scored.exclusions),
    capacity: capacityOf(context.settings),
    avoided: await avoidedOnList(context),
    rankedBy: await rankedBy(context),
    tellsApart: scored.tellsApart,
    losing: rows.filter((row) => row.expectedClv < 0).length,
    hasWinProbability: rows.some((row) => row.pWin !== null),
    winModel: scored.models.win.sentence,
    valueModel: scored.models.value.sentence,
    tiers: tiersOf(rows),
    start: { value: scored.valueBase, win: scored.winBase },
    top: rows.slice(0, prospectsShown),
    topWithout: firstWithout(rows),
    openings: (await openings(context)).map((one) => ({ ...one, products: [...one.products] })),
    facets: categories.map((field) => facetOf(rows, field)).filter((facet) => facet.values.length > 0),
    captured: await listCapture(context),
    judgements: scored.judgement?.sentence ?? null,
    sizeWarning: await sizeWarningOf(context),
    survival:
      mean(
        scored.scores.slice(0, Math.min(rows.length, capacityOf(context.settings))),
        ({ topListShare }) => topListShare,
      ) ?? null,
    alike: alikeOf(rows),
    wonSince: await wonSinceOf(context),
    movers: await moversOf(context),
    howWeSold: howWeSold && {
      fields: [...howWeSold.fields],
      sentence: `Without ${listInWords(howWeSold.fields)}, ${Math.round(100 * howWeSold.topListChanges)}% of the first ${Math.min(rows.length, capacityOf(context.settings))} accounts would be others.`,
    },
  };
});

function firstWithout(rows: readonly ProspectRow[]): ProspectRow[] {
  const rankOf = ({ without }: ProspectRow): number => without?.rank ?? Number.POSITIVE_INFINITY;
  return rows.filter((row) => rankOf(row) <= shownWithout).sort((a, b) => rankOf(a) - rankOf(b));
}

async function wonSinceOf(context: RunContext): Promise<ProspectsPage["wonSince"]> {
  const won = await wonSince(context);
  if (won === null) return null;
  return {
    ...won,
    methods: [...won.methods],
    differences: [...won.differences],
    calibration: [...won.calibration],
  };
}

/** The clients won since decide; where dates do not allow that test, the clients that the scorer did not see. */
async function sizeWarningOf(context: RunContext): Promise<string | null> {
  const won = await wonSince(context);
  if (won !== null) return won.beatsSize === false ? won.sentence : null;
  const validation = await lookalikeValidation(context);
  const size = validation?.differences.find(({ baseline }) => baseline === "size only");
  return validation && size && !(size.capturedTop10.low > 0) ? validation.sentence : null;
}

/** Rows, in ranked order, that are worth and as easily won as the one before or after them. */
function alikeOf(rows: readonly ProspectRow[]): number {
  const isAlike = (a: ProspectRow, b: ProspectRow | undefined): boolean =>
    a.expectedClv === b?.expectedClv && a.winIndex === b.winIndex;
  return rows.filter((row, at) => isAlike(row, rows[at - 1]) || isAlike(row, rows[at + 1])).length;
}

async function moversOf(context: RunContext): Promise<ProspectsPage["movers"]> {
  const moved = await prospectMovers(context);
  if (moved === null || context.previous === null) return null;
  const first = (direction: "in" | "out") =>
    moved.movers.filter((one) => one.direction === direction).slice(0, moversShown);
  return { ...moved, since: context.previous.asOf, movers: [...first("in"), ...first("out")] };
}

function tiersOf(rows: readonly ProspectRow[]): ProspectsPage["tiers"] {
  return (["A", "B", "C", "D"] as const).flatMap((tier) => {
    const inTier = rows.filter((row) => row.tier === tier);
    if (inTier.length === 0) return [];
    const expectedClv = inTier.reduce((sum, row) => sum + row.expectedClv, 0);
    const valued = inTier.every((row) => row.expectedValue !== null);
    return [
      {
        tier,
        prospects: inTier.length,
        expectedClv,
        expectedValue: valued ? inTier.reduce((sum, row) => sum + (row.expectedValue ?? 0), 0) : null,
        meanExpectedClv: expectedClv / inTier.length,
      },
    ];
  });
}

function facetOf(rows: readonly ProspectRow[], field: string): ProspectsPage["facets"][number] {
  const counts = rollup(
    rows,
    (list) => list.length,
    (row) => row.firmographics[field] ?? "",
  );
  return {
    field,
    values: [...counts]
      .filter(([value]) => value !== "")
      .map(([value, count]) => ({ value, prospects: count }))
      .sort((a, b) => b.prospects - a.prospects || (a.value < b.value ? -1 : 1))
      .slice(0, valuesAField),
  };
}

export const prospects = publishJson(
  "prospects.json",
  z.discriminatedUnion("status", [prospectsSchema, notReady]),
  prospectsPage,
);
await writeWhenMain(import.meta.url, prospects);
