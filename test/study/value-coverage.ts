import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeWorld } from "../../src/data/sample/write-world.js";
import { addMonths, epochDayOf } from "../../src/model/numerics/calendar.js";
import { substream } from "../../src/model/numerics/substream.js";
import { partWithin, transformRange } from "../../src/model/value/accuracy/predictive-score.js";
import type { ClientHistory } from "../../src/model/value/client-history.js";
import { fitValueModels } from "../../src/model/value/fit-value-models.js";
import { forecastCalendar } from "../../src/model/value/forecast/forecast-calendar.js";
import { simulateFutures } from "../../src/model/value/forecast/simulate-client.js";
import { USUAL_WAYS } from "../../src/model/value/tournament/chosen-ways.js";
import { originTotals } from "../../src/model/value/tournament/origin-totals.js";
import { rollingOrigins } from "../../src/model/value/tournament/rolling-origins.js";
import { outcomeBetween, type Snapshot } from "../../src/model/value/tournament/snapshot.js";
import { commonShock } from "../../src/model/value/uncertainty/common-shock.js";
import { clientWorlds } from "../../src/model/value/value-clients.js";
import { DEFAULT_DRAWS } from "../../src/model/value/value-options.js";
import { generateWorld } from "../../src/model/world/generate-world.js";
import { readInputs } from "../../src/warehouse/read-inputs.js";
import { loadSettings } from "../../src/warehouse/settings/load-settings.js";
import type { ResultTable } from "../measurement.js";

const SEEDS = [3001, 3002, 3003, 3004, 3005, 3006];
const CLIENTS = 500;
const SEED = 7;
const LEVELS = [0.5, 0.8, 0.9] as const;

/** Ranges of the randomised probability integral transforms of clients. */
interface Group {
  readonly ranges: (readonly [number, number])[];
  expected: number;
  actual: number;
}

/**
 * Rolling origins of a synthetic world, the last one's the year that is told, and what came in it, by way of exports
 * and the engine that reads them.
 */
async function originsOf(seed: number): Promise<readonly Snapshot[]> {
  const folder = await mkdtemp(join(tmpdir(), "coverage-"));
  try {
    await writeWorld(generateWorld({ seed, clients: CLIENTS, prospects: 20 }), folder);
    const { asOf, histories, earlier } = await readInputs({
      dataFolder: folder,
      settings: await loadSettings(folder),
      origins: ({ firstDate, asOf: until }) => rollingOrigins(firstDate, until).apart,
    });
    return [...earlier, { asOf, histories }];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function kindsOf({ contractLines }: ClientHistory, lastDay: number): string[] {
  if (contractLines.length === 0) return ["all clients", "without contracts"];
  const live = contractLines.filter((line) => !line.ended);
  if (live.length === 0) return ["all clients", "all contracts ended"];
  const due = live.some((line) => epochDayOf(line.endsOn) < lastDay);
  return ["all clients", "under contract", due ? "– a renewal is due" : "– none is due"];
}

/** How often the intervals of clients of synthetic vendors hold the revenue of the year after the last origin. */
export default async function valueCoverage(): Promise<readonly ResultTable[]> {
  const groups = new Map<string, Group>();
  for (const seed of SEEDS) {
    const snapshots = await originsOf(seed);
    const [from, to] = snapshots.slice(-2);
    if (from === undefined || to === undefined) throw new Error(`world ${seed} has no origin`);
    const { revenue } = outcomeBetween(from, to);
    const shock = commonShock(originTotals(snapshots.slice(0, -1), 12, USUAL_WAYS, SEED), 12);
    const fit = { ...fitValueModels(from.histories), shock };
    const calendar = forecastCalendar({ asOf: from.asOf, horizonMonths: 12, discountRateAnnual: 0 });
    const lastDay = addMonths(calendar.asOfDay, 12);
    const worldsOf = clientWorlds(fit, from.histories, calendar, SEED);
    from.histories.forEach((history, index) => {
      const random = substream(SEED, history.clientId);
      const futures = simulateFutures(
        worldsOf(history),
        history.orders,
        calendar,
        0,
        DEFAULT_DRAWS,
        random,
      ).residual.sort();
      const came = revenue[index] ?? 0;
      const range = transformRange(futures, came);
      for (const kind of kindsOf(history, lastDay)) {
        const group = groups.get(kind) ?? { ranges: [], expected: 0, actual: 0 };
        groups.set(kind, group);
        group.ranges.push(range);
        group.expected += futures.reduce((sum, future) => sum + future, 0) / futures.length;
        group.actual += came;
      }
    });
  }
  const percent = (share: number): string => (100 * share).toFixed(1);
  return [
    {
      title: "Intervals of clients, the year after the last origin",
      columns: [
        "clients",
        "n",
        "in 50 %",
        "in 80 %",
        "in 90 %",
        "below 10 %",
        "above 90 %",
        "came ÷ expected",
      ],
      rows: [...groups].map(([kind, { ranges, expected, actual }]) => {
        const share = (low: number, high: number): string =>
          percent(ranges.reduce((sum, range) => sum + partWithin(range, low, high), 0) / ranges.length);
        return [
          kind,
          ranges.length,
          ...LEVELS.map((level) => share((1 - level) / 2, (1 + level) / 2)),
          share(0, 0.1),
          share(0.9, 1),
          expected > 0 ? (actual / expected).toFixed(3) : "–",
        ];
      }),
      note: `${SEEDS.length} synthetic vendors of ${CLIENTS} clients, whose orders and renewals changed when an initiative began 21 months before the origin. By randomised probability integral transforms of revenue, expected over their randomisation, ${DEFAULT_DRAWS} futures a client.`,
    },
  ];
}
