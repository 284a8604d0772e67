import { randomBeta, randomLcg, randomNormal } from "d3";
import type { ClientHistory, ContractLine } from "../../src/model/value/client-history.js";
import { componentAmounts } from "../../src/model/value/portfolio/components.js";

/** How a book of yearly contracts comes to end. */
export interface ContractTruth {
  /** Standard deviation of what all contracts of a client share, in log-odds of ending. */
  readonly deviation: number;
  /** Chance that a client ends all its contracts at once in a year, beside what ends each. */
  readonly leavesAtOnce: number;
  /** All contracts of a client renew on one day, or each on its own. */
  readonly sameDay: boolean;
}

/** Clients as known on the last day of a year, and what their contracts brought in the twelve months after it. */
export interface ContractBook {
  readonly asOf: string;
  readonly histories: readonly ClientHistory[];
  readonly revenue: readonly number[];
}

const CURVE = { alpha: 0.6, beta: 2.4 };
const FIRST_YEAR = 2019;
/** Contracts are signed in these years; what the last day of the fifth knows is used. */
const YEARS = 5;
const MOST_CONTRACTS = 7;
const NOTHING = { count: 0, sum: 0, squares: 0 };
const NO_AMOUNTS = componentAmounts(() => 0);

/** Clients of one to seven yearly contracts; each ends with a chance of its own, moved by what its client's share. */
export function contractBook(clients: number, truth: ContractTruth, seed: number): ContractBook {
  const random = randomLcg(seed);
  const normal = randomNormal.source(random)();
  const concentration = CURVE.alpha + CURVE.beta;
  const books = Array.from({ length: clients }, (_, index) => {
    const shift = truth.deviation * normal();
    const mean = 1 / (1 + (CURVE.beta / CURVE.alpha) * Math.exp(-shift));
    const ending = randomBeta.source(random)(concentration * mean, concentration * (1 - mean));
    const yearsStayed = Math.floor(Math.log(1 - random()) / Math.log(1 - truth.leavesAtOnce));
    const clientMonth = Math.floor(12 * random());
    const contracts = 1 + Math.floor(MOST_CONTRACTS * random());
    const signings = Array.from({ length: contracts }, () => FIRST_YEAR + Math.floor(YEARS * random()));
    const leftIn =
      truth.leavesAtOnce > 0 ? Math.min(...signings) + 1 + yearsStayed : Number.POSITIVE_INFINITY;
    const lines = signings
      .filter((signed) => signed < leftIn)
      .map((signed) => {
        const month = 1 + (truth.sameDay ? clientMonth : Math.floor(12 * random()));
        const outlasts = Math.floor(Math.log(1 - random()) / Math.log1p(-ending()));
        const endsIn = Math.min(signed + 1 + outlasts, leftIn);
        return lineOf(signed, month, endsIn, 1000 * Math.exp(0.6 * normal()));
      });
    const contractLines = lines.map(({ line }) => line);
    const firstOn = contractLines.map(({ startedOn }) => startedOn).sort()[0] ?? "";
    return {
      history: historyOf(`client ${index}`, firstOn, contractLines),
      revenue: lines.reduce((sum, { revenue }) => sum + revenue, 0),
    };
  });
  return {
    asOf: `${FIRST_YEAR + YEARS - 1}-12-31`,
    histories: books.map(({ history }) => history),
    revenue: books.map(({ revenue }) => revenue),
  };
}

/** The same contracts, each as if it were a client of its own. */
export function contractsApart(histories: readonly ClientHistory[]): ClientHistory[] {
  return histories.flatMap((history) =>
    history.contractLines.map((line, index) =>
      historyOf(`${history.clientId}, contract ${index}`, line.startedOn, [line]),
    ),
  );
}

function lineOf(signed: number, month: number, endsIn: number, yearly: number) {
  const lastYear = FIRST_YEAR + YEARS - 1;
  const renewedUntil = Math.min(endsIn - 1, lastYear);
  const ended = endsIn <= lastYear;
  const startsOn = (year: number): string => `${year}-${String(month).padStart(2, "0")}-01`;
  const endsOn = new Date(Date.parse(startsOn(renewedUntil + 1)) - 86_400_000).toISOString().slice(0, 10);
  const line: ContractLine = {
    product: null,
    startedOn: startsOn(signed),
    renewedBefore: 0,
    terms: renewedUntil - signed + 1,
    termMonths: 12,
    endsOn,
    termRevenue: yearly,
    ended,
    merged: false,
    noticeGiven: false,
    changes: { flat: renewedUntil - signed, up: NOTHING, down: NOTHING },
    yearAgo: null,
  };
  return { line, revenue: !ended && endsIn > lastYear + 1 ? yearly : 0 };
}

function historyOf(clientId: string, firstOn: string, contractLines: readonly ContractLine[]): ClientHistory {
  const asOfDay = Date.parse(`${FIRST_YEAR + YEARS - 1}-12-31`);
  const ageDays = (asOfDay - Date.parse(firstOn)) / 86_400_000;
  return {
    clientId,
    firstOn,
    ageDays,
    leftTruncated: false,
    historicMargin: NO_AMOUNTS,
    firstHorizonMargin: NO_AMOUNTS,
    revenue: 0,
    revenueLast12Months: 0,
    orderDays: 0,
    marginRate: 1,
    marginRateByKind: null,
    costToServeAMonth: 0,
    orders: {
      repeatDays: 0,
      recencyDays: 0,
      ageDays,
      positiveRepeatDays: 0,
      meanRevenue: null,
      logRevenue: null,
      repeatRevenue: NO_AMOUNTS,
    },
    contractLines,
  };
}
