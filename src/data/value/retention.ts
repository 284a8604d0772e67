import { group, mean } from "d3";
import { type RecentReading, recentReading } from "../../model/economics/spend-response/recent-reading.js";
import {
  type MeasureOfLeaving,
  measuresOfLeaving,
} from "../../model/economics/what-if/reachable-improvement.js";
import {
  leavingInReach,
  type Standing,
  standingOf,
  tellingMeasure,
} from "../../model/economics/what-if/retention-investment.js";
import { isoDateOf } from "../../model/numerics/calendar.js";
import type { Estimate } from "../../model/numerics/interval.js";
import { quarterNumber, quarterNumberOf } from "../../model/numerics/quarter.js";
import { decisionStratum, stayDecisions } from "../../model/performance/owner-decisions.js";
import { type StayingOutlook, stayingOutlooks } from "../../model/value/forecast/staying-outlook.js";
import { shownMeasures } from "../audience/shown-measures.js";
import { inputs } from "../run/inputs.js";
import { defineStep } from "../run/step.js";
import { clientValues } from "./client-values.js";
import { valueOptions } from "./value-options.js";

/** Whether a client stays, what hangs on it, and how much of its leaving could be avoided. */
export interface ClientRetention extends StayingOutlook {
  readonly standing: Standing;
  /** What the standing rests on; null without a reading. */
  readonly reading: RecentReading | null;
  readonly inReach: Estimate;
}

export interface Retention {
  /** In the order of the inputs' histories. */
  readonly clients: readonly ClientRetention[];
  /** Decisions to stay or leave of which something was measured before. */
  readonly decisions: number;
  /** What goes with leaving, most telling first; empty where too little was measured. */
  readonly measures: readonly MeasureOfLeaving[];
  /** The one that reach rests on; null: none is beyond chance, and reach is what the reader assumes. */
  readonly measure: MeasureOfLeaving | null;
}

const QUARTERS_READ = 4;
/** Who has made up its mind to leave shows it: readings of the last half-year before a decision are no warning. */
const QUARTERS_OF_NOTICE = 2;

/** What keeping clients is worth, for all that decide about it, as far as the audience may see what was measured. */
export const retention = defineStep("retention", async (context): Promise<Retention> => {
  // Load
  const read = await inputs(context);
  const { fit } = await clientValues(context);
  const { histories, decisions, asOf } = read;
  const signals = await shownMeasures(context);

  // Derive
  const drawn = new Set(decisions.detailed.drawnByChance);
  const seen = histories.filter(({ clientId }) => drawn.has(clientId));
  const readingsOf = group(
    signals.map((signal) => ({ ...signal, number: quarterNumber(signal.quarter) })),
    ({ clientId }) => clientId,
  );
  const measured = stayDecisions(seen, decisions.purchases, decisions.terms, asOf).flatMap((decision) => {
    const quarter = quarterNumberOf(isoDateOf(decision.day));
    const readings = meanReadings(readingsOf.get(decision.clientId) ?? [], quarter - 1 - QUARTERS_OF_NOTICE);
    return readings.size === 0
      ? []
      : [
          {
            clientId: decision.clientId,
            stratum: decisionStratum(decision),
            stayed: decision.stayed,
            readings,
          },
        ];
  });

  // Model
  const measures = measuresOfLeaving(measured);
  const measure = tellingMeasure(measures);
  const now = quarterNumberOf(asOf);
  const outlooks = stayingOutlooks(histories, fit, valueOptions(context.settings, read));
  return {
    clients: outlooks.map((outlook): ClientRetention => {
      const own =
        measure === null
          ? []
          : (readingsOf.get(outlook.clientId) ?? []).filter((signal) => signal.measure === measure.measure);
      const reading = recentReading(own, now);
      const standing = measure === null ? "unknown" : standingOf(reading?.year ?? null, measure);
      return { ...outlook, standing, reading, inReach: leavingInReach(measure, standing) };
    }),
    decisions: measured.length,
    measures,
    measure,
  };
});

/** Mean reading by measure over the four quarters up to one. */
function meanReadings(
  signals: readonly { readonly measure: string; readonly number: number; readonly mean: number }[],
  untilQuarter: number,
): ReadonlyMap<string, number> {
  const recent = signals.filter(
    ({ number }) => number <= untilQuarter && number > untilQuarter - QUARTERS_READ,
  );
  return new Map(
    [...group(recent, ({ measure }) => measure)].map(([measure, own]) => [
      measure,
      mean(own, (signal) => signal.mean) ?? Number.NaN,
    ]),
  );
}
