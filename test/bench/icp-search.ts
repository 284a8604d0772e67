import { randomLcg, randomNormal } from "d3";
import type { ValuedAccount } from "../../src/model/account.js";
import type { Feature } from "../../src/model/feature.js";
import { accountGroups } from "../../src/model/icp/account-groups.js";
import { findRule } from "../../src/model/icp/find-rule.js";
import { ruleTable } from "../../src/model/icp/rule-table.js";
import type { Measurement } from "../measurement.js";

const CLIENTS = 2000;
const LEVELS = [12, 12, 8, 8, 5, 4];
const MEASURES = 6;
const LIMIT_SECONDS = 30;

const FEATURES: readonly Feature[] = [
  ...LEVELS.map(
    (_, index): Feature => ({ name: `category_${index}`, kind: "category", role: "firmographic" }),
  ),
  ...Array.from({ length: MEASURES }, (_, index): Feature => {
    return { name: `measure_${index}`, kind: index % 2 === 0 ? "size" : "number", role: "firmographic" };
  }),
];

/** The search of one rule with all that is measured of it, on 2,000 clients and 12 fields, with and without signal. */
const bench: Measurement = async () => {
  const worlds = [
    { name: "two fields carry worth", signal: 0.4 },
    { name: "nothing carries worth", signal: 0 },
  ];
  const rows = worlds.map(({ name, signal }) => {
    const clients = makeClients(signal);
    const started = performance.now();
    const cpu = process.cpuUsage();
    const groups = accountGroups(clients);
    const options = { direction: 1, shuffles: 999, repeats: 20, folds: 10, resamples: 100 } as const;
    const finding = findRule(clients, [], groups, ruleTable(clients, FEATURES), options, randomLcg(1));
    const seconds = (performance.now() - started) / 1000;
    const { user, system } = process.cpuUsage(cpu);
    return [name, seconds.toFixed(1), ((user + system) / 1e6).toFixed(1), LIMIT_SECONDS, finding.status];
  });
  return [
    {
      title: `Rule search on ${CLIENTS} clients × ${FEATURES.length} fields`,
      columns: ["world", "seconds", "of processor time", "limit", "answer"],
      rows,
      note: "One process: 999 shuffles, 20 repeats of 10 folds, 100 resamples. Without signal the shuffles stop early.",
    },
  ];
};

export default bench;

function makeClients(signal: number): ValuedAccount[] {
  const random = randomLcg(7);
  const normal = randomNormal.source(random)(0, 1);
  return Array.from({ length: CLIENTS }, (_, index) => {
    const levels = LEVELS.map((count) => Math.floor(random() * count));
    const measures = Array.from({ length: MEASURES }, () => normal());
    const [first = 0] = levels;
    const [size = 0] = measures;
    const worth = signal * (Number(first < 3) + Number(Math.abs(size) < 0.7));
    const firmographics = Object.fromEntries(
      FEATURES.map(({ name, kind }, place) => {
        const measure = measures[place - LEVELS.length] ?? 0;
        if (kind === "category") return [name, `level ${levels[place]}`];
        return [name, Math.round(kind === "size" ? Math.exp(5 + 1.3 * measure) : 2000 + 20 * measure)];
      }),
    );
    return {
      accountId: `client-${index}`,
      name: "",
      firmographics,
      clv: Math.exp(10 + worth + normal()),
      highValue: false,
      groupId: `client-${index}`,
    };
  });
}
