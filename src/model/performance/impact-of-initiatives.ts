import { holm } from "../numerics/holm.js";
import { DEVIATIONS_OF_80 } from "../numerics/interval-80.js";
import { quarterNumber, quarterNumberOf } from "../numerics/quarter.js";
import { substream } from "../numerics/substream.js";
import { type Difference, differencesInDifferences, type Rates } from "./difference-in-differences.js";
import { IMPACT_OUTCOMES, type ImpactOutcome, impactAccounts, wasClient } from "./impact-accounts.js";
import { interruptedTimeSeries } from "./interrupted-time-series.js";
import { lastWholeQuarter, type QuarterlyPanel } from "./quarterly-panel.js";

/** Something that was done from a day on, and for whom: the values of one field of the clients; no field: for everybody. */
export interface Initiative {
  readonly name: string;
  readonly startsOn: string;
  readonly endsOn: string | null;
  readonly field: string | null;
  readonly values: readonly string[];
}

interface Interval80 {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** What one outcome did where the initiative was at work. Margin, expansion and orders are a client's in a year. */
export interface OutcomeImpact {
  readonly outcome: ImpactOutcome;
  /** `untouched` is null where nobody was left to compare with: `touched.after` is then set against its own trend. */
  readonly rates: { readonly touched: Rates["touched"]; readonly untouched: Rates["untouched"] | null };
  readonly effect: Interval80;
  /** Of no effect, corrected for all outcomes and initiatives that were looked at. */
  readonly p: number;
  /** The same a year too early, when nothing had been done: p is of no difference; null: too little was seen before. */
  readonly placebo: { readonly effect: number; readonly p: number } | null;
  /** True: beyond chance at the level, and nothing was moving before. */
  readonly claimed: boolean;
}

export interface InitiativeImpact extends Initiative {
  readonly method: "untouched clients" | "own past" | null;
  /** Clients when it began, touched and compared with. */
  readonly touched: number;
  readonly untouched: number;
  /** Values that no client has. */
  readonly unknownValues: readonly string[];
  /** In words: why nothing can be said; null when it was judged. */
  readonly obstacle: string | null;
  readonly outcomes: readonly OutcomeImpact[];
  readonly verdict: "worked" | "harmed" | "mixed" | "not visible" | "not judged";
}

/** A client with the columns that initiatives may name. */
export interface ImpactClient {
  readonly clientId: string;
  readonly columns: Readonly<Record<string, string | null>>;
}

export const IMPACT_LEVEL = 0.1;

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
  return corrected(judged);
}

/** An outcome before it is corrected for the other initiatives. */
interface Raw {
  readonly outcome: ImpactOutcome;
  readonly rates: OutcomeImpact["rates"];
  readonly effect: number;
  readonly standardError: number;
  readonly pOfOutcomes: number;
  readonly placebo: OutcomeImpact["placebo"];
}

type Judged = Omit<InitiativeImpact, "outcomes" | "verdict"> & { readonly raw: readonly Raw[] };

function judge(
  initiative: Initiative,
  panel: QuarterlyPanel,
  clients: readonly ImpactClient[],
  asOf: string,
  randomOf: (key: string) => () => number,
): Judged {
  const reach = reachOf(initiative, clients);
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
  const raw = differences.flatMap((difference, at): Raw[] => {
    const outcome = IMPACT_OUTCOMES[at];
    return difference === null || outcome === undefined
      ? []
      : [{ ...difference, outcome, placebo: placebos[at] ?? null }];
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
): Raw[] {
  const members = panel.clients.filter(({ clientId }) => touched.has(clientId));
  const results = IMPACT_OUTCOMES.flatMap((outcome) => {
    const found = interruptedTimeSeries(members, outcome, { start, end }, SHUFFLES, random);
    return found === null ? [] : [{ outcome, ...found }];
  });
  return results.map(({ outcome, observed, before, effect, standardError, p, placebo }) => ({
    outcome,
    rates: { touched: { before, after: observed }, untouched: null },
    effect,
    standardError,
    pOfOutcomes: Math.min(1, p * results.length),
    placebo,
  }));
}

interface Reach {
  readonly touched: ReadonlySet<string>;
  readonly unknownValues: readonly string[];
  readonly obstacle: string | null;
}

/** Whom an initiative touched; values are compared without case and outer blanks. */
function reachOf({ field, values }: Initiative, clients: readonly ImpactClient[]): Reach {
  const everyone = new Set(clients.map(({ clientId }) => clientId));
  const nobody = new Set<string>();
  if (field === null) return { touched: everyone, unknownValues: [], obstacle: null };
  if (!clients.some(({ columns }) => Object.hasOwn(columns, field))) {
    const obstacle = `it names the column “${field}”, which the clients do not have`;
    return { touched: nobody, unknownValues: values, obstacle };
  }
  const key = (text: string) => text.trim().toLowerCase();
  const asked = new Map(values.map((value) => [key(value), value]));
  const found = new Set<string>();
  const touched = new Set<string>();
  for (const { clientId, columns } of clients) {
    const value = key(columns[field] ?? "");
    if (value === "" || !asked.has(value)) continue;
    found.add(value);
    touched.add(clientId);
  }
  const unknownValues = [...asked].flatMap(([value, shown]) => (found.has(value) ? [] : [shown]));
  const obstacle = values.length === 0 ? "it does not say which clients it touched" : null;
  return { touched, unknownValues, obstacle };
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

/** Holm over the initiatives, each with the p of its clearest outcome. */
function corrected(judged: readonly Judged[]): InitiativeImpact[] {
  const least = ({ raw }: Judged) => Math.min(1, ...raw.map(({ pOfOutcomes }) => pOfOutcomes));
  const order = judged.filter(({ raw }) => raw.length > 0).sort((a, b) => least(a) - least(b));
  const clearest = holm(order.map(least));
  const floors = new Map(
    order.map((one, place) => [one, { times: order.length - place, floor: clearest[place - 1] ?? 0 }]),
  );
  return judged.map((one) => {
    const { raw, ...rest } = one;
    const { times, floor: from } = floors.get(one) ?? { times: 1, floor: 0 };
    const outcomes = raw.map(({ pOfOutcomes, standardError, effect, ...outcome }): OutcomeImpact => {
      const p = Math.max(from, Math.min(1, pOfOutcomes * times));
      const halfWidth = DEVIATIONS_OF_80 * standardError;
      const still = outcome.placebo !== null && outcome.placebo.p > IMPACT_LEVEL;
      return {
        ...outcome,
        effect: { value: effect, low: effect - halfWidth, high: effect + halfWidth },
        p,
        claimed: p <= IMPACT_LEVEL && still,
      };
    });
    return { ...rest, outcomes, verdict: verdictOf(outcomes) };
  });
}

function verdictOf(outcomes: readonly OutcomeImpact[]): InitiativeImpact["verdict"] {
  if (outcomes.length === 0) return "not judged";
  const claims = outcomes.filter(({ claimed }) => claimed).map(({ effect }) => Math.sign(effect.value));
  if (claims.length === 0) return "not visible";
  if (claims.every((sign) => sign > 0)) return "worked";
  return claims.every((sign) => sign < 0) ? "harmed" : "mixed";
}
