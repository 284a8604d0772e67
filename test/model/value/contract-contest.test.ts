import { deviation, randomLcg, sum } from "d3";
import { describe, expect, it } from "vitest";
import { contractContestSentence } from "../../../src/data/method/contract-contest-sentence.js";
import { missingContests } from "../../../src/data/method/missing-contests.js";
import { addMonths, epochDayOf, isoDateOf } from "../../../src/model/numerics/calendar.js";
import { type ContractFactors, factorOn } from "../../../src/model/value/contracts/contract-factors.js";
import { fitValueModels } from "../../../src/model/value/fit-value-models.js";
import { componentTotal } from "../../../src/model/value/portfolio/components.js";
import { blendWeights } from "../../../src/model/value/tournament/blend.js";
import { USUAL_WAYS } from "../../../src/model/value/tournament/chosen-ways.js";
import type { ContestRow, ContestTable } from "../../../src/model/value/tournament/contest-table.js";
import { contractBehaviour } from "../../../src/model/value/tournament/contract-behaviour.js";
import {
  CONTRACT_MODEL,
  contractModelPredictor,
} from "../../../src/model/value/tournament/contract-contest.js";
import { contractVerdict } from "../../../src/model/value/tournament/contract-verdict.js";
import { lookBack } from "../../../src/model/value/tournament/look-back.js";
import { rollingOrigins } from "../../../src/model/value/tournament/rolling-origins.js";
import type { Snapshot } from "../../../src/model/value/tournament/snapshot.js";
import { valueClients } from "../../../src/model/value/value-clients.js";
import { contractClient, contractLine, OPTIONS, orderingClient } from "./client-histories.js";

const NO_TRAITS = { accounts: [], features: [] };

/** A contract with what each of its terms brought, to its end. */
interface Book {
  readonly startedOn: string;
  readonly termMonths: number;
  readonly amounts: readonly number[];
}

/** The books as an export of a day tells them: every term counts on its first day. */
function snapshotOf(books: readonly Book[], asOf: string): Snapshot {
  const day = epochDayOf(asOf);
  return {
    asOf,
    histories: books.flatMap(({ startedOn, termMonths, amounts }, index) => {
      const startOf = (term: number) => addMonths(epochDayOf(startedOn), term * termMonths);
      const seen = amounts.filter((_, term) => startOf(term) <= day);
      if (seen.length === 0) return [];
      const ended = seen.length === amounts.length && startOf(seen.length) <= day;
      const steps = seen.slice(1).map((amount, term) => Math.log(amount / (seen[term] ?? 1)));
      const moments = (logs: readonly number[]) => ({
        count: logs.length,
        sum: logs.reduce((sum, log) => sum + log, 0),
        squares: logs.reduce((sum, log) => sum + log ** 2, 0),
      });
      const changes = {
        flat: steps.filter((log) => log === 0).length,
        up: moments(steps.filter((log) => log > 0)),
        down: moments(steps.filter((log) => log < 0)),
      };
      const line = contractLine(startedOn, seen.length, termMonths, seen.at(-1) ?? 0, ended, { changes });
      const total = (from: number) =>
        seen.reduce((sum, amount, term) => sum + (startOf(term) > from ? amount : 0), 0);
      return [
        contractClient(
          `client ${index}`,
          startedOn,
          [line],
          {},
          {
            ageDays: day - epochDayOf(startedOn),
            revenue: total(0),
            revenueLast12Months: total(addMonths(day, -12)),
          },
        ),
      ];
    }),
  };
}

const DAYS = ["2021-12-31", "2022-06-30", "2022-12-31", "2023-12-31", "2024-12-31"];

/** Yearly contracts of different sizes, of which some end at each renewal: large ones as often as small ones. */
function yearlyBooks(random: () => number): Book[] {
  return Array.from({ length: 120 }, (_, client) => {
    const amount = 100 * 1.5 ** (client % 9);
    const terms = 1 + Math.floor(Math.log(1 - random()) / Math.log(0.75));
    return {
      startedOn: isoDateOf(epochDayOf("2018-01-10") + 11 * client),
      termMonths: 12,
      amounts: new Array<number>(terms).fill(amount),
    };
  });
}

/** Monthly contracts billed by use: what a month brings says little of the next, what a year brings says much. */
function meteredBooks(random: () => number): Book[] {
  return Array.from({ length: 60 }, (_, client) => ({
    startedOn: isoDateOf(epochDayOf("2020-01-10") + 3 * client),
    termMonths: 1,
    amounts: Array.from({ length: 100 }, () => 100 * 1.3 ** (client % 6) * (random() < 0.5 ? 0.7 : 1.3)),
  }));
}

function verdictOn(books: readonly Book[], days = DAYS) {
  return contractVerdict(
    days.map((day) => snapshotOf(books, day)),
    NO_TRAITS,
  );
}

const yearly = yearlyBooks(randomLcg(4));
const yearlyVerdict = verdictOn(yearly);
const metered = meteredBooks(randomLcg(9));
const meteredVerdict = verdictOn(metered);

describe("the contest for clients under contract", () => {
  it("is won by the contract model where contracts renew as it supposes", () => {
    const verdict = yearlyVerdict;
    expect(verdict?.revenue.chosen).toBe(CONTRACT_MODEL);
    const lossOf = (one: string) => verdict?.revenue.rows.find(({ name }) => name === one)?.choosingLoss ?? 0;
    expect(lossOf(CONTRACT_MODEL)).toBeLessThan(lossOf("last 12 months"));
    const own = verdict?.revenue.rows.find(({ name }) => name === CONTRACT_MODEL);
    expect(Math.abs(own?.accuracy?.totalBias ?? 1)).toBeLessThan(0.2);
    for (const { members } of verdict?.revenue.weights ?? []) {
      expect(members.every(({ weight }) => weight >= 0)).toBe(true);
      expect(members.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 9);
    }
    expect(JSON.parse(JSON.stringify(verdict))).toEqual(verdict);
  });

  it("is lost by it where a month's bill says little of the next: then the report says so", () => {
    expect(meteredVerdict?.revenue.chosen).not.toBe(CONTRACT_MODEL);
    expect(meteredVerdict && contractContestSentence(meteredVerdict)).toMatch(
      /clearly better on earlier days than the contract model/,
    );
  });

  it("keeps the contract model where all predict alike", () => {
    const flat = Array.from({ length: 40 }, (_, client) => ({
      startedOn: isoDateOf(epochDayOf("2018-02-01") + client),
      termMonths: 12,
      amounts: new Array<number>(20).fill(client % 2 === 0 ? 1000 : 2000),
    }));
    const verdict = verdictOn(flat, ["2018-02-10", ...DAYS]);
    expect(verdict?.revenue.chosen).toBe(CONTRACT_MODEL);
    // On the first of these days ten of the clients were known, which is too few to count.
    expect(verdict?.origins).toEqual(DAYS.slice(0, -1));
  });

  it("never looks at the last day to choose", () => {
    const lastDay = epochDayOf(DAYS.at(-2) ?? "");
    const spoiled = metered.map((book) => ({
      ...book,
      amounts: book.amounts.map((amount, term) =>
        addMonths(epochDayOf(book.startedOn), term) <= lastDay ? amount : 1e6 / amount,
      ),
    }));
    expect(verdictOn(spoiled)?.revenue.chosen).toBe(meteredVerdict?.revenue.chosen);
  });

  it("is not held for few clients, nor with a single day", () => {
    expect(verdictOn(yearly.slice(0, 20))).toBeNull();
    expect(verdictOn(yearly, DAYS.slice(-1))).toBeNull();
  });
});

describe("a winner other than the contract model", () => {
  const snapshots = DAYS.map((day) => snapshotOf(metered, day));
  const verdict = meteredVerdict;
  const histories = snapshots.at(-1)?.histories ?? [];
  const valuesBy = (contractFactors: ContractFactors) =>
    valueClients(histories, { ...fitValueModels(histories), contractFactors }, OPTIONS);

  it("is carried into what is expected, to the cent and to the portfolio", () => {
    const values = valuesBy(verdict?.factors ?? {});
    const { adoption } = verdict ?? {};
    expect(adoption?.clients).toBe(60);
    expect(sum(values, ({ expectedRevenue12m }) => expectedRevenue12m)).toBeCloseTo(adoption?.used ?? 0, 4);
    expect(adoption?.bounded).toBe(0);
    expect(adoption?.used).toBeCloseTo(adoption?.winner ?? 0, 4);
    for (const value of values) {
      expect(componentTotal(value.components)).toBeCloseTo(value.totalValue, 9);
      expect(value.expectedRevenue12mLow).toBeLessThan(value.expectedRevenue12m);
    }
    const middle = sum(values, (value) => (value.expectedRevenue12mLow + value.expectedRevenue12mHigh) / 2);
    expect(middle / (adoption?.used ?? 0)).toBeGreaterThan(0.7);
    expect(middle / (adoption?.used ?? 0)).toBeLessThan(1.4);
    // Who was billed little in the last month is expected to bring more than ten such months, not less.
    const plain = valuesBy({});
    const spread = (of: readonly { readonly expectedRevenue12m: number }[]) =>
      deviation(of, ({ expectedRevenue12m }, client) => expectedRevenue12m / 1.3 ** (client % 6)) ?? 0;
    expect(spread(values)).toBeLessThan(spread(plain) / 2);
  });

  it("says nothing of what is signed and not yet billed, which is expected as it is", () => {
    const billing = { instalments: 1, unbilled: 40, nextOn: null, kind: "renewal" } as const;
    const partly = snapshots.map((snapshot) => ({
      ...snapshot,
      histories: snapshot.histories.map((history) => ({
        ...history,
        contractLines: history.contractLines.map((line) => ({ ...line, billing })),
      })),
    }));
    const own = contractVerdict(partly, NO_TRAITS);
    expect(own?.revenue.chosen).not.toBe(CONTRACT_MODEL);
    const now = partly.at(-1)?.histories ?? [];
    const values = valueClients(
      now,
      { ...fitValueModels(now), contractFactors: own?.factors ?? {} },
      OPTIONS,
    );
    expect(sum(values, ({ expectedRevenue12m }) => expectedRevenue12m)).toBeCloseTo(
      own?.adoption.used ?? 0,
      4,
    );
    expect(own?.adoption.used).toBeCloseTo(own?.adoption.winner ?? 0, 4);
  });

  it("judges the last day as the contest did", () => {
    const chosen = verdict?.revenue.rows.find(({ name }) => name === verdict.revenue.chosen);
    const NOTHING_SINCE = { totals: [], revenueSince: [] };
    const look = lookBack(
      snapshots,
      12,
      NOTHING_SINCE,
      { ...USUAL_WAYS, contracts: verdict },
      { seed: 3, draws: 8 },
    );
    expect(look?.last.total.predicted).toBeCloseTo(chosen?.accuracy?.predictedTotal ?? 0, 4);
  });

  it("leaves alone what is signed until after the next 12 months, and all where the contract model won", () => {
    const locked = contractClient("locked", "2024-01-01", [contractLine("2024-01-01", 1, 36, 3000)]);
    const all = [...histories, locked];
    const fit = fitValueModels(all);
    const [own, scaled] = [{}, { locked: { nextYear: 5, later: 5 } }].map((contractFactors) =>
      valueClients(all, { ...fit, contractFactors }, OPTIONS).at(-1),
    );
    expect(scaled).toEqual(own);
    expect(yearlyVerdict?.factors).toEqual({});
  });

  it("fades from the second year on where it raises, and stays where it cuts", () => {
    const raised = { nextYear: 9, later: 3 };
    expect(factorOn(raised, 366)).toBe(9);
    expect(factorOn(raised, 367)).toBeCloseTo(3, 2);
    expect(factorOn(raised, 366 + 730.5)).toBeCloseTo(2, 12);
    expect(factorOn({ nextYear: 0.1, later: 0.5 }, 366 + 730.5)).toBe(0.5);
    expect(factorOn({ nextYear: 1, later: 1 }, 5000)).toBe(1);
  });
});

describe("what the contract model expects of a number of days", () => {
  it("counts a renewal on its day and not before", () => {
    const books = Array.from({ length: 40 }, () => ({
      startedOn: "2023-03-01",
      termMonths: 12,
      amounts: new Array<number>(20).fill(100),
    }));
    const expected = contractModelPredictor(snapshotOf(books, "2024-12-31"));
    const [none, some, both] = [30, 90, 450].map((days) => expected(days)[0] ?? 0);
    expect(none).toBe(0);
    expect(some).toBeGreaterThan(80);
    expect(some).toBeLessThan(100);
    expect(both).toBeGreaterThan(160);
  });
});

describe("weights of a blend", () => {
  it("are not held up by a client that comes back when nobody expects it", () => {
    const means = Array.from({ length: 40 }, (_, client) => (client % 2 === 0 ? 10 : 1000));
    const [right, wrong] = [
      [...means, 0],
      [...means.slice(1), 10, 1e-6],
    ];
    const [weight = 0] = blendWeights(
      [{ members: [right, wrong], actual: [...means, 100] }],
      2,
      "money",
      1.5,
    );
    expect(weight).toBeGreaterThan(0.9);
  });
});

describe("the state of contracts", () => {
  it("is worked by hand", () => {
    const client = contractClient(
      "a",
      "2024-01-01",
      [contractLine("2024-01-01", 2, 6, 600), contractLine("2024-01-01", 1, 1, 50, true)],
      {},
      { ageDays: 365, revenue: 1250, revenueLast12Months: 1250 },
    );
    // Renewals fall due on the first day after the as-of date and half a year later.
    const state = contractBehaviour(client, 200);
    expect(state.slice(0, 5)).toEqual([Math.log(1200), 1, Math.log(1200), 1, 1 / 200]);
    expect(state.slice(5, 9)).toEqual([Math.log1p(365 / 7), Math.log(2), Math.log(1250), Math.log(1250)]);
    const ended = { ...client, contractLines: [contractLine("2024-01-01", 1, 1, 50, true)] };
    expect(contractBehaviour(ended, 200).slice(0, 5)).toEqual([Number.NaN, 0, Number.NaN, 0, 1]);
    const noticed = {
      ...client,
      contractLines: [contractLine("2024-01-01", 2, 6, 600, false, { noticeGiven: true })],
    };
    expect(contractBehaviour(noticed, 200).slice(0, 5)).toEqual([Number.NaN, 0, Number.NaN, 0, 1]);
  });
});

describe("what is said of a contest", () => {
  const row = (
    name: string,
    choosingLoss: number,
    last: number,
    kind: ContestRow["kind"] = "rule",
  ): ContestRow => ({
    name,
    kind,
    losses: [null, choosingLoss, last],
    choosingLoss,
    accuracy: null,
  });
  const table = (chosen: string | null, rows: readonly ContestRow[]): ContestTable => ({
    chosen,
    kind: rows.find(({ name }) => name === chosen)?.kind ?? null,
    choosingOrigins: [],
    rows,
    weights: [],
    calibration: [],
  });
  const said = (chosen: string | null, model: [number, number], rule: [number, number]) =>
    contractContestSentence({
      clients: 40,
      adoption: { clients: 30, bounded: 2, winner: 100, used: 90 },
      revenue: table(chosen, [row(CONTRACT_MODEL, ...model, "model"), row("run rate", ...rule)]),
    });

  it("names the winner, the errors and who did better on the last day", () => {
    expect(said(CONTRACT_MODEL, [0.2, 0.3], [0.4, 0.5])).toMatch(
      /best on earlier days and is used.*nothing did better/,
    );
    expect(said(CONTRACT_MODEL, [0.2, 0.3], [0.15, 0.25])).toMatch(
      /“run rate” predicted .* a little better .*0\.15 against 0\.20.*“run rate” \(0\.25\) did better/,
    );
    expect(said("run rate", [0.9, 0.3], [0.15, 0.4])).toMatch(
      /trivial rule “run rate” .* clearly better .*0\.15 against 0\.90.*error was 0\.40 and the contract model’s 0\.30; “contract model” \(0\.30\) did better.* renewals and orders of 30 clients .*90% of what .* 2 of them are held/,
    );
    expect(said(null, [0.9, 0.3], [0.15, 0.4])).toMatch(/do not tell one way/);
  });

  it("tells which contest is missing and why", () => {
    const plan = rollingOrigins("2018-01-01", "2024-12-31");
    const snapshots = DAYS.map((day) => snapshotOf(yearly, day));
    expect(missingContests(plan, snapshots)).toEqual({
      repeat: "There are no clients without contracts.",
      contracts: null,
    });
    const few = DAYS.map((asOf) => ({
      asOf,
      histories: [orderingClient("a", [["2020-01-01", 5]], {}, asOf)],
    }));
    expect(missingContests(plan, few).repeat).toMatch(/Too few clients without contracts: 1 was known on/);
    const short = rollingOrigins("2024-01-01", "2024-01-20");
    expect(missingContests(short, few.slice(-1)).repeat).toMatch(/too short/);
  });
});
