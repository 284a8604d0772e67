import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeWorld } from "../../src/data/write-world.js";
import { addMonths, epochDayOf } from "../../src/model/numerics/calendar.js";
import { substream } from "../../src/model/numerics/substream.js";
import type { ClientHistory } from "../../src/model/value/client-history.js";
import { fitValueModels } from "../../src/model/value/fit-value-models.js";
import { forecastCalendar } from "../../src/model/value/forecast-calendar.js";
import { simulateFutures } from "../../src/model/value/simulate-client.js";
import { rollingOrigins } from "../../src/model/value/tournament/rolling-origins.js";
import { outcomeBetween, type Snapshot } from "../../src/model/value/tournament/snapshot.js";
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

/** Randomised probability integral transforms of clients. */
interface Group {
  readonly transforms: number[];
  expected: number;
  actual: number;
}

/** The last origin of a synthetic world and what came in the year after it, by way of exports and the engine that reads them. */
async function lastYearOf(seed: number): Promise<readonly [Snapshot, Snapshot]> {
  const folder = await mkdtemp(join(tmpdir(), "coverage-"));
  try {
    await writeWorld(generateWorld({ seed, clients: CLIENTS, prospects: 20 }), folder);
    const { asOf, histories, earlier } = await readInputs({
      dataFolder: folder,
      settings: await loadSettings(folder),
      origins: ({ firstDate, asOf: until }) => rollingOrigins(firstDate, until).origins.slice(-1),
    });
    const [from] = earlier;
    if (from === undefined) throw new Error(`world ${seed} has no origin`);
    return [from, { asOf, histories }];
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
    const [from, to] = await lastYearOf(seed);
    const { revenue } = outcomeBetween(from, to);
    const fit = fitValueModels(from.histories);
    const calendar = forecastCalendar({
      asOf: from.asOf,
      horizonMonths: 12,
      discountRateAnnual: 0,
      highValueShare: 1,
      seed: SEED,
      draws: DEFAULT_DRAWS,
    });
    const lastDay = addMonths(calendar.asOfDay, 12);
    const worldsOf = clientWorlds(fit, from.histories, calendar, SEED);
    const uniform = substream(SEED, "probability integral transform");
    from.histories.forEach((history, index) => {
      const random = substream(SEED, history.clientId);
      const futures = simulateFutures(
        worldsOf(history),
        history.orders,
        calendar,
        0,
        DEFAULT_DRAWS,
        random,
      ).residual;
      const came = revenue[index] ?? 0;
      const below = futures.filter((future) => future < came).length;
      const equal = futures.filter((future) => future === came).length;
      const transform = (below + uniform() * (equal + 1)) / (futures.length + 1);
      for (const kind of kindsOf(history, lastDay)) {
        const group = groups.get(kind) ?? { transforms: [], expected: 0, actual: 0 };
        groups.set(kind, group);
        group.transforms.push(transform);
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
      rows: [...groups].map(([kind, { transforms, expected, actual }]) => {
        const share = (holds: (transform: number) => boolean): string =>
          percent(transforms.filter(holds).length / transforms.length);
        return [
          kind,
          transforms.length,
          ...LEVELS.map((level) => share((transform) => Math.abs(transform - 0.5) <= level / 2)),
          share((transform) => transform < 0.1),
          share((transform) => transform > 0.9),
          (actual / expected).toFixed(3),
        ];
      }),
      note: `${SEEDS.length} synthetic vendors of ${CLIENTS} clients, whose orders and renewals changed when an initiative began 21 months before the origin. By randomised probability integral transforms of revenue, ${DEFAULT_DRAWS} futures a client.`,
    },
  ];
}
