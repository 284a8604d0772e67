import { fieldLabel } from "../../model/firmographics/field-meaning.js";
import { IMPACT_LEVEL, type InitiativeImpact } from "../../model/performance/claim-impacts.js";
import { impactOfInitiatives } from "../../model/performance/impact-of-initiatives.js";
import { quarterlyPanel } from "../../model/performance/quarterly-panel.js";
import { cohortParts, quarterlyParts } from "../../model/performance/quarterly-parts.js";
import type { ClientRecord } from "../../warehouse/inputs.js";
import { type Audience, mayShow } from "../audience/audience.js";
import type { ImpactPage, InitiativeRow } from "../published/impact.js";
import { inputs } from "../run/inputs.js";
import type { NotReady } from "../run/not-ready.js";
import { defineStep } from "../run/step.js";
import { clientValues } from "../value/client-values.js";
import { SEED } from "../value/value-options.js";

const quartersNeeded = 5;

export const impactPage = defineStep(
  "impact-page",
  async (context): Promise<ImpactPage | NotReady> => {
    // Load
    const { histories, clients: records, decisions, asOf } = await inputs(context);
    const { values } = await clientValues(context);
    const { horizonMonths, discountRate } = context.settings;

    // Derive: clients drawn by chance, so that they stand for all
    const drawn = new Set(decisions.detailed.drawnByChance);
    const clients = histories.filter(({ clientId }) => drawn.has(clientId));
    const panel = quarterlyPanel(clients, decisions.purchases, decisions.terms, asOf);
    if (panel.quarters.length < quartersNeeded) {
      const seen = `${panel.quarters.length} whole quarter${panel.quarters.length === 1 ? "" : "s"}`;
      return { status: "too-little", reason: `only ${seen} of business can be seen`, needs: null };
    }
    const recordOf = new Map(records.map((record) => [record.accountId, record]));
    const impacts = impactOfInitiatives(
      decisions.initiatives,
      panel,
      clients.map(({ clientId }) => ({ clientId, columns: columnsOf(recordOf.get(clientId)) })),
      asOf,
      SEED,
    );
    const valueOfClient = new Map(values.map((value) => [value.clientId, value]));
    const yearsOfClv = presentYears(horizonMonths / 12, discountRate);

    // Publish
    return {
      status: "ready",
      level: IMPACT_LEVEL,
      clients: clients.length,
      ofClients: decisions.detailed.ofClients,
      initiatives: impacts.map((impact, at) =>
        published(impact, decisions.initiatives[at]?.note ?? null, yearsOfClv, context.audience),
      ),
      parts: quarterlyParts(panel, valueOfClient),
      cohorts: cohortParts(panel, valueOfClient),
      horizonMonths,
      discountRateAnnual: discountRate,
    };
  },
  { costly: true, module: import.meta.url },
);

/** The columns of a client that an initiative may name, as the export calls them. */
function columnsOf(record: ClientRecord | undefined): Readonly<Record<string, string | null>> {
  if (record === undefined) return {};
  const firmographics = Object.entries(record.firmographics).map(
    ([field, value]) => [field, value === null ? null : String(value)] as const,
  );
  return {
    ...Object.fromEntries(firmographics),
    owner: record.owner,
    success_owner: record.successOwner,
    acquisition_channel: record.acquisitionChannel,
    client_id: record.accountId,
    parent_id: record.parentId,
  };
}

/** What 1 a year is worth today while it lasts: ∫ (1 + d)^−t dt from 0 to the years. */
function presentYears(years: number, discountRate: number): number {
  const force = Math.log1p(discountRate);
  return force === 0 ? years : (1 - Math.exp(-force * years)) / force;
}

function published(
  impact: InitiativeImpact,
  note: string | null,
  yearsOfClv: number,
  audience: Audience | null,
): InitiativeRow {
  const { name, startsOn, endsOn, field, values, touched, untouched, method, obstacle, verdict } = impact;
  const perClient = impact.outcomes.find(({ outcome }) => outcome === "margin")?.effect;
  const times = (by: number) =>
    perClient && { value: by * perClient.value, low: by * perClient.low, high: by * perClient.high };
  const [aYear, clv] = [times(touched), times(yearsOfClv)];
  const shown = field === null || mayShow(audience, field);
  const reach = field === null ? "everybody" : `${fieldLabel(field)}: ${values.join(", ")}`;
  return {
    name,
    startsOn,
    endsOn,
    note: mayShow(audience, "note") ? note : null,
    reach: shown ? reach : null,
    unknownValues: shown ? [...impact.unknownValues] : [],
    method,
    touched,
    untouched,
    obstacle,
    verdict,
    outcomes: impact.outcomes.map(({ outcome, rates, effect, p, placebo, claimed }) => ({
      outcome,
      touched: rates.touched,
      untouched: rates.untouched,
      effect,
      p,
      placebo,
      claimed,
    })),
    money: perClient && aYear && clv ? { perClient, aYear, clv } : null,
  };
}
