import { DEVIATIONS_OF_80 } from "../numerics/interval-80.js";
import { quarterNumber, quarterNumberOf } from "../numerics/quarter.js";
import { substream } from "../numerics/substream.js";
import {
  claimImpacts,
  type InitiativeImpact,
  type JudgedInitiative,
  type RawOutcome,
} from "./claim-impacts.js";
import { type Difference, differencesInDifferences } from "./difference-in-differences.js";
import { IMPACT_OUTCOMES, impactAccounts, wasClient } from "./impact-accounts.js";
import { type ImpactClient, type Initiative, initiativeReach } from "./initiative-reach.js";
import { interruptedTimeSeries } from "./interrupted-time-series.js";
import { lastWholeQuarter, type QuarterlyPanel } from "./quarterly-panel.js";

const QUARTERS_A_YEAR = 4;
const QUARTERS_BEFORE = 8;
const FEWEST_TOUCHED = 10;
const SHUFFLES = 499;

/**
 * Whether each initiative changed what its clients did.
 *
 * Touched clients are compared with untouched ones by difference in differences around the start (`impactAccounts`,
 * `differencesInDifferences`); where fewer than 10 untouched are left, their own past is continued instead
 * (`interruptedTimeSeries`), which cannot tell the initiative from anything else that began with it. The clearest of
 * an initiative's outcomes is corrected for the other outcomes, and initiatives for each other by Holm (1979), so that
 * a claim about any of them is wrong in at most 10 % of reports in which none did anything. An outcome that already
 * moved apart in the year before (placebo p ≤ 10 %), or of which that year was not seen, is not claimed. Initiatives
 * come in the order given, with whatever kept one from being judged in `obstacle`. Intervals hold 80 %.
 */
export function impactOfInitiatives(
  initiatives: readonly Initiative[],
  panel: QuarterlyPanel,
  clients: readonly ImpactClient[],
  asOf: string,
  seed: number,
): InitiativeImpact[] {
  const judged = initiatives.map((initiative, at) =>
    judge(initiative, panel, clients, asOf, (key) => substream(seed, `${key} ${at} ${initiative.name}`)),
  );
  return claimImpacts(judged);
}

function judge(
  initiative: Initiative,
  panel: QuarterlyPanel,
  clients: readonly ImpactClient[],
  asOf: string,
  randomOf: (key: string) => () => number,
): JudgedInitiative {
  const reach = initiativeReach(initiative, clients);
  const first = quarterNumber(panel.quarters[0] ?? "1970-Q1");
  const start = startQuarter(initiative.startsOn) - first;
  const end =
    Math.min(lastWholeQuarter(initiative.endsOn ?? asOf), first + panel.quarters.length - 1) - first + 1;
  const present = panel.clients.filter((client) => wasClient(client, Math.max(0, start)));
  const touched = present.filter(({ clientId }) => reach.touched.has(clientId)).length;
  const untouched = present.length - touched;
  const base = { ...initiative, touched, untouched, unknownValues: reach.unknownValues, raw: [] };
  const seen = { start, end, touched };
  const obstacle = reach.obstacle ?? obstacleOf(initiative, seen, panel, asOf);
  if (obstacle !== null) return { ...base, method: null, obstacle };
  if (untouched < FEWEST_TOUCHED) {
    const raw = continued(panel, reach.touched, start, end, randomOf("own past"));
    return raw.length > 0
      ? { ...base, method: "own past", obstacle: null, raw }
      : {
          ...base,
          method: null,
          obstacle:
            "too few clients were left untouched to compare with, and too little was seen before to continue",
        };
  }
  const differences = differencesInDifferences(
    impactAccounts(panel.clients, reach.touched, { from: Math.max(0, start - QUARTERS_BEFORE), start, end }),
    SHUFFLES,
    randomOf("effect"),
  );
  const placebos = placeboOf(panel, reach.touched, start, randomOf("placebo"));
  const raw = differences.flatMap((difference, at): RawOutcome[] => {
    const outcome = IMPACT_OUTCOMES[at];
    if (difference === null || outcome === undefined) return [];
    const { rates, effect, standardError, pOfOutcomes } = difference;
    const halfWidth = DEVIATIONS_OF_80 * standardError;
    return [{ outcome, rates, effect, halfWidth, pOfOutcomes, placebo: placebos[at] ?? null }];
  });
  return raw.length > 0
    ? { ...base, method: "untouched clients", obstacle: null, raw }
    : { ...base, method: null, obstacle: "no touched and untouched clients of the same age can be compared" };
}

/** The same comparison a year too early, with nothing after the start. */
function placeboOf(
  panel: QuarterlyPanel,
  touched: ReadonlySet<string>,
  start: number,
  random: () => number,
): ({ readonly effect: number; readonly p: number } | null)[] {
  const early = start - QUARTERS_A_YEAR;
  if (early < QUARTERS_A_YEAR) return IMPACT_OUTCOMES.map(() => null);
  const window = { from: Math.max(0, early - QUARTERS_BEFORE), start: early, end: start };
  return differencesInDifferences(impactAccounts(panel.clients, touched, window), SHUFFLES, random).map(
    (one: Difference | null) => one && { effect: one.effect, p: one.p },
  );
}

function continued(
  panel: QuarterlyPanel,
  touched: ReadonlySet<string>,
  start: number,
  end: number,
  random: () => number,
): RawOutcome[] {
  const members = panel.clients.filter(({ clientId }) => touched.has(clientId));
  const results = IMPACT_OUTCOMES.flatMap((outcome) => {
    const found = interruptedTimeSeries(members, outcome, { start, end }, SHUFFLES, random);
    return found === null ? [] : [{ outcome, ...found }];
  });
  return results.map(({ outcome, observed, before, effect, halfWidth, p, placebo }) => ({
    outcome,
    rates: { touched: { before, after: observed }, untouched: null },
    effect,
    halfWidth,
    pOfOutcomes: Math.min(1, p * results.length),
    placebo,
  }));
}

function obstacleOf(
  { startsOn }: Initiative,
  { start, end, touched }: { readonly start: number; readonly end: number; readonly touched: number },
  panel: QuarterlyPanel,
  asOf: string,
): string | null {
  if (panel.quarters.length === 0) return "no whole quarter of business has been seen";
  if (startsOn > asOf) return "it had not begun by the day of this report";
  if (start < QUARTERS_A_YEAR) return "less than a year of business was seen before it began";
  if (end - start < QUARTERS_A_YEAR) return "less than a year of it has been seen";
  if (touched < FEWEST_TOUCHED) {
    return `it touched ${touched} of those that were clients when it began, and ${FEWEST_TOUCHED} are needed`;
  }
  return null;
}

/** The first quarter that lies after the start as a whole, or all but two weeks of it. */
function startQuarter(startsOn: string): number {
  const quarter = quarterNumberOf(startsOn);
  const firstMonth = Number(startsOn.slice(5, 7)) % 3 === 1;
  return firstMonth && Number(startsOn.slice(8)) <= 15 ? quarter : quarter + 1;
}
