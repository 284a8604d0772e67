import { mean, randomLcg } from "d3";
import { accountGroups } from "../../src/model/icp/account-groups.js";
import { findRule, type RuleFinding, type SearchEffort } from "../../src/model/icp/find-rule.js";
import { matches, type Rule } from "../../src/model/icp/rule.js";
import { ruleTable } from "../../src/model/icp/rule-table.js";
import type { Measurement } from "../measurement.js";
import { WORLD_FEATURES, type WorldClient, worldClients } from "./_world-clients.js";

const CLIENTS = 400;
const WORLDS = 400;
const REFERENCE_CLIENTS = 20_000;
const NOISE = ["fiscal_year_end", "founded_year", "ownership"];
const EFFORT: SearchEffort = { shuffles: 199, repeats: 1, folds: 10, resamples: 0 };

/**
 * How far rules can be trusted: how often one is named in worlds where nothing matters and in worlds with the sample's
 * signal, and whether the cross-fitted lift is that of the rule among all clients that there might be.
 */
const study: Measurement = async () => {
  const reference = worldClients(1, REFERENCE_CLIENTS, "planted");
  const without = Array.from({ length: WORLDS }, (_, world) =>
    find(worldClients(10_000 + world, CLIENTS, "none"), EFFORT),
  );
  const withSignal = Array.from({ length: WORLDS / 4 }, (_, world) =>
    find(worldClients(20_000 + world, CLIENTS, "planted"), { ...EFFORT, repeats: 5 }),
  );
  const named = (findings: readonly RuleFinding[]) => findings.filter(({ status }) => status === "named");
  const lifts = named(withSignal).flatMap(({ evidence }) =>
    evidence?.lift
      ? [{ ...evidence, lift: evidence.lift, trueLift: trueLift(evidence.rule, reference) }]
      : [],
  );
  const fields = (finding: RuleFinding) => finding.evidence?.rule.all.map(({ field }) => field) ?? [];
  const naming = (field: string) => share(named(withSignal), (finding) => fields(finding).includes(field));
  const average = (values: readonly number[]) => (mean(values) ?? Number.NaN).toFixed(3);
  return [
    {
      title: "How often a rule is named",
      columns: ["worlds", "clients", "number", "named"],
      rows: [
        ["nothing matters", CLIENTS, without.length, share(without, ({ status }) => status === "named")],
        [
          "the sample's signal",
          CLIENTS,
          withSignal.length,
          share(withSignal, ({ status }) => status === "named"),
        ],
      ],
      note: `p from ${EFFORT.shuffles} shuffles; CLV is the margin really earned in the first 60 months.`,
    },
    {
      title: "Lift of the rules named in worlds with signal",
      columns: [
        "cross-fitted",
        "of the rule in truth",
        "difference",
        "apparent",
        "true lift within the 80 % interval",
      ],
      rows: [
        [
          average(lifts.map(({ lift }) => lift.estimate)),
          average(lifts.map((rule) => rule.trueLift)),
          average(lifts.map(({ lift, trueLift }) => lift.estimate - trueLift)),
          average(lifts.map(({ apparentLift }) => apparentLift ?? Number.NaN)),
          share(lifts, ({ lift, trueLift }) => lift.low <= trueLift && trueLift <= lift.high),
        ],
      ],
      note: `5 repeats of 10 folds; truth: expected CLV of ${REFERENCE_CLIENTS} clients of the same generator.`,
    },
    {
      title: "What the rules name in worlds with signal",
      columns: ["field", "share of named rules"],
      rows: [
        ...WORLD_FEATURES.map(({ name }) => [name, naming(name)]),
        [
          "any that is noise",
          share(named(withSignal), (finding) => fields(finding).some((field) => NOISE.includes(field))),
        ],
      ],
    },
  ];
};

export default study;

function find(clients: readonly WorldClient[], effort: SearchEffort): RuleFinding {
  const groups = accountGroups(clients);
  const options = { ...effort, direction: 1 } as const;
  return findRule(clients, [], groups, ruleTable(clients, WORLD_FEATURES), options, randomLcg(1));
}

function trueLift(rule: Rule, reference: readonly WorldClient[]): number {
  const inside = reference.filter((client) => matches(rule, client));
  const meanOf = (clients: readonly WorldClient[]) =>
    mean(clients, ({ expectedClv }) => expectedClv) ?? Number.NaN;
  return meanOf(inside) / meanOf(reference);
}

function share<Item>(items: readonly Item[], holds: (item: Item) => boolean): string {
  return `${((100 * items.filter(holds).length) / Math.max(1, items.length)).toFixed(1)} %`;
}
