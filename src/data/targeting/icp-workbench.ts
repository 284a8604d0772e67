import { randomLcg, shuffler } from "d3";
import type { Account, ValuedAccount } from "../../model/account.js";
import type { Feature } from "../../model/feature.js";
import { levelCounts } from "../../model/firmographics/level-counts.js";
import { categoryOf, measureOf } from "../../model/firmographics/read-firmographic.js";
import { byAccountId } from "../../model/lookalike/by-account-id.js";
import { mayShow } from "../audience/audience.js";
import { prospectScores } from "../prospects/prospect-scores.js";
import { rankableProspects } from "../prospects/rankable-prospects.js";
import type { IcpPage } from "../published/icp.js";
import { defineStep } from "../run/step.js";
import { SEED } from "../value/value-options.js";
import { accounts } from "./accounts.js";

const mostClients = 5000;
const mostProspects = 100_000;
const levelsAField = 40;

/** An account of the workbench: its own fields, and a client's CLV or a prospect's expected value. */
export interface WorkbenchAccount extends Account {
  readonly isClient: boolean;
  readonly clv: number | null;
  readonly expectedValue: number | null;
  /** Clients of one parent share a number. */
  readonly group: number | null;
}

export interface IcpWorkbench {
  readonly features: readonly Feature[];
  readonly rows: readonly WorkbenchAccount[];
  readonly description: IcpPage["workbench"];
}

/** What a rule by hand is measured on: clients and prospects without names, drawn by chance where there are very many. */
export const icpWorkbench = defineStep("icp-workbench", async (context): Promise<IcpWorkbench> => {
  const { learnable, features } = await accounts(context);
  const prospects = await rankableProspects(context);
  const scored = await prospectScores(context);
  const expected = new Map(
    (scored?.scores ?? []).map(({ prospectId, expectedValue }) => [prospectId, expectedValue]),
  );
  const shown = features.features.filter(({ name }) => mayShow(context.audience, name));
  const clientsIn = drawn([...learnable].sort(byAccountId), mostClients);
  const prospectsIn = drawn(prospects, mostProspects);
  const groups = new Map<string, number>();
  const groupOf = ({ groupId }: ValuedAccount) => {
    const known = groups.get(groupId) ?? groups.size;
    groups.set(groupId, known);
    return known;
  };
  const rows = [
    ...clientsIn.map((client) => ({
      ...client,
      isClient: true,
      group: groupOf(client),
      expectedValue: null,
    })),
    ...prospectsIn.map((prospect) => ({
      ...prospect,
      isClient: false,
      clv: null,
      group: null,
      expectedValue: expected.get(prospect.accountId) ?? null,
    })),
  ];
  return {
    features: shown,
    rows,
    description: {
      fields: shown.map((feature, index) => fieldOf(feature, `field${index}`, rows)),
      clients: clientsIn.length,
      ofClients: learnable.length,
      prospects: prospectsIn.length,
      ofProspects: prospects.length,
      seed: SEED,
      hasExpectedValue: rows.some(({ expectedValue }) => expectedValue !== null),
    },
  };
});

function drawn<Row>(all: readonly Row[], most: number): readonly Row[] {
  return all.length <= most ? all : shuffler(randomLcg(SEED))([...all]).slice(0, most);
}

function fieldOf(
  { name, kind }: Feature,
  column: string,
  rows: readonly Account[],
): IcpPage["workbench"]["fields"][number] {
  if (kind === "category") {
    const levels = levelCounts(rows.map((row) => categoryOf(row, name)));
    return {
      field: name,
      column,
      kind,
      levels: levels.slice(0, levelsAField).map(([level, held]) => ({ level, accounts: held })),
      range: null,
    };
  }
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const row of rows) {
    const value = measureOf(row, name);
    if (value === null) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return { field: name, column, kind: "measure", levels: [], range: low <= high ? [low, high] : null };
}
