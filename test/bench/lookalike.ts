import type { FirmographicValue } from "../../src/model/account.js";
import type { Feature } from "../../src/model/feature.js";
import type { LookalikeClient, Prospect } from "../../src/model/lookalike/prospect.js";
import { scoreByColumn } from "../../src/model/lookalike/score-prospects.js";
import { substream } from "../../src/model/numerics/substream.js";
import type { Measurement } from "../measurement.js";

const CATEGORIES = 12;
const NUMBERS = 18;
const LISTED = 300;
const COUNTRIES = ["Germany", "France", "Poland", "Denmark"];

export const features: Feature[] = [
  ...Array.from({ length: CATEGORIES }, (_, at): Feature => {
    return { name: `category_${at}`, kind: "category", role: at === 0 ? "how-we-sold" : "firmographic" };
  }),
  ...Array.from({ length: NUMBERS }, (_, at): Feature => {
    return { name: `number_${at}`, kind: at < 6 ? "size" : "number", role: "firmographic" };
  }),
];

const LEVELS = Array.from({ length: CATEGORIES + 4 }, (_, level) => `level ${level}`);

/** An account without a known field; its copies share one layout, as rows read from a file do. */
const BLANK: Readonly<Record<string, FirmographicValue>> = JSON.parse(
  JSON.stringify(Object.fromEntries(features.map(({ name }) => [name, null]))),
);

/** An account of made-up firmographics, 8 % of them unknown, and the logarithm of what it would be worth. */
function account(random: () => number): {
  firmographics: Record<string, FirmographicValue>;
  logWorth: number;
} {
  const firmographics: Record<string, FirmographicValue> = { ...BLANK };
  let logWorth = 10;
  for (const [at, { name, kind }] of features.entries()) {
    const draw = random();
    const known = random() > 0.08;
    if (kind === "category") {
      const level = Math.floor(draw * (4 + at));
      if (at < 3) logWorth += level === 0 ? 0.5 : 0;
      firmographics[name] = known ? (LEVELS[level] ?? null) : null;
    } else {
      if (at === CATEGORIES) logWorth += 1.5 * draw;
      const value = kind === "size" ? Math.exp(2 + 6 * draw) : 1000 * draw;
      firmographics[name] = known ? Math.round(value) : null;
    }
  }
  return { firmographics, logWorth };
}

function identity(random: () => number, prefix: string, at: number) {
  return {
    accountId: `${prefix}${at}`,
    name: `Company ${prefix}${at}`,
    domain: `${prefix}${at}.example`.toLowerCase(),
    country: COUNTRIES[Math.floor(random() * COUNTRIES.length)] ?? null,
  };
}

export function clientList(count: number): LookalikeClient[] {
  const random = substream(1, "clients");
  const clients = Array.from({ length: count }, (_, at): LookalikeClient => {
    const { firmographics, logWorth } = account(random);
    const who = identity(random, "C", at);
    const clv = Math.exp(logWorth + (random() + random() + random() - 1.5));
    return { ...who, firmographics, clv, highValue: false, groupId: who.accountId };
  });
  const cut = clients.map(({ clv }) => clv).sort((a, b) => b - a)[Math.floor(count / 5)] ?? 0;
  return clients.map((client) => ({ ...client, highValue: client.clv > cut }));
}

export function prospectList(count: number): Prospect[] {
  const random = substream(1, "prospects");
  return Array.from({ length: count }, (_, at): Prospect => {
    return {
      ...identity(random, "P", at),
      firmographics: account(random).firmographics,
      status: "open",
    };
  });
}

/** Scores prospects × 30 fields with intervals, similarity, list stability, and reasons for the 300 listed. */
const measure: Measurement = async () => {
  const clients = clientList(400);
  const rows = [10_000, 100_000, 1_000_000].map((count) => {
    const prospects = prospectList(count);
    const before = process.memoryUsage().rss;
    const started = performance.now();
    const used = process.cpuUsage();
    const { table } = scoreByColumn({
      clients,
      allClients: clients,
      prospects,
      deals: [],
      features,
      capacity: LISTED,
      winRate: 0.2,
      cac: 5_000,
      seed: 1,
      listed: LISTED,
    });
    const seconds = (performance.now() - started) / 1000;
    const { user, system } = process.cpuUsage(used);
    const listed = table.scores(0, LISTED);
    if (table.order.length !== count || listed.some(({ reasons }) => reasons.length === 0)) {
      throw new Error(`${table.order.length} scores of ${count} prospects, or a listed one without reasons`);
    }
    const peak = process.resourceUsage().maxRSS / 1024;
    return [
      count.toLocaleString("en"),
      seconds.toFixed(1),
      ((user + system) / 1e6).toFixed(1),
      Math.round(before / 2 ** 20),
      Math.round(peak),
    ];
  });
  return [
    {
      title: "Prospects × 30 fields scored, 400 clients",
      columns: ["prospects", "seconds", "CPU seconds", "MB before (with the prospects)", "peak MB"],
      rows,
    },
  ];
};

export default measure;
