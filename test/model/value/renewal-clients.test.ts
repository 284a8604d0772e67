import { randomBeta, randomLcg, randomNormal, shuffler } from "d3";
import { describe, expect, it } from "vitest";
import { fitRenewals } from "../../../src/model/value/fit-renewals.js";
import type { RenewalCase } from "../../../src/model/value/renewal-fit.js";

const TRUTH = { alpha: 0.5, beta: 1.6, shape: 1.2 };
const CONCENTRATION = TRUTH.alpha + TRUTH.beta;

interface Book {
  readonly cases: readonly RenewalCase[];
  readonly rows: Readonly<Record<string, readonly number[]>>;
}

/** Clients of one to seven contracts seen for up to six renewals; log-odds of ending move with what is known of the client and with what is not. */
function book(clients: number, seed: number, effect: number, deviation: number): Book {
  const random = randomLcg(seed);
  const normal = randomNormal.source(random)();
  const cases: RenewalCase[] = [];
  const rows: Record<string, readonly number[]> = {};
  for (let index = 0; index < clients; index += 1) {
    const client = `client ${index}`;
    const row = [normal(), normal(), normal()];
    rows[client] = row;
    const shift = effect * (row[1] ?? 0) + deviation * normal();
    const mean = 1 / (1 + (TRUTH.beta / TRUTH.alpha) * Math.exp(-shift));
    const ending = randomBeta.source(random)(CONCENTRATION * mean, CONCENTRATION * (1 - mean));
    const contracts = 1 + Math.floor(7 * random());
    for (let contract = 0; contract < contracts; contract += 1) {
      const limit = Math.floor(7 * random());
      // P(outlast t) = (1 − θ)^(t^c)
      const time = Math.log(1 - random()) / Math.log1p(-ending());
      const outlasts = Math.max(0, Math.ceil(time ** (1 / TRUTH.shape)) - 1);
      cases.push({
        client,
        entered: 0,
        renewals: Math.min(outlasts, limit),
        ended: outlasts < limit,
        contracts: 1,
        pool: "all",
        covariates: [0],
      });
    }
  }
  return { cases, rows };
}

const columnsOf = ({ rows }: Book) => ({
  columns: {
    names: ["noise", "telling", "more noise"],
    units: [1, 0.5, 1],
    rowOf: (client: string) => rows[client] ?? [0, 0, 0],
  },
  clients: Object.keys(rows),
});

describe("firmographics of clients whose contracts renew", () => {
  const told = book(700, 3, 0.5, 0);
  const fit = fitRenewals(told.cases, 0.2, columnsOf(told));

  it("move how likely contracts are to end as planted, within three standard errors", () => {
    expect(fit.firmographics?.names).toEqual(["telling"]);
    const [effect = 0] = fit.firmographics?.weights ?? [];
    const error = Math.sqrt(fit.logCovariance?.at(-1)?.at(-1) ?? Number.NaN);
    expect(error).toBeLessThan(0.06);
    expect(Math.abs(effect - 0.5)).toBeLessThan(3 * error);
    for (const name of ["alpha", "beta", "shape"] as const) {
      const off = Math.abs(fit.parameters[name] - TRUTH[name]);
      expect(off, name).toBeLessThan(3 * (fit.standardErrors?.[name] ?? 0));
    }
  });

  it("are let be where they tell nothing, and leave the fit as it was without them", () => {
    const untold = book(300, 4, 0, 0);
    expect(fitRenewals(untold.cases, 0.2, columnsOf(untold))).toEqual(fitRenewals(untold.cases, 0.2));
    const few = book(90, 5, 1, 0);
    expect(fitRenewals(few.cases, 0.2, columnsOf(few)).firmographics).toBeNull();
  });

  it("tell the same whatever the order of contracts", () => {
    const shuffled = shuffler(randomLcg(9))([...told.cases]);
    expect(fitRenewals(shuffled, 0.2, columnsOf(told))).toEqual(fit);
  });
});
