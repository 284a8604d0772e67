import { expect, it } from "vitest";
import type { Account } from "../../../src/model/account.js";
import { liftByCohort } from "../../../src/model/market/lift-by-cohort.js";

const mining = ({ firmographics }: { readonly firmographics: Account["firmographics"] }): boolean =>
  firmographics.industry === "Mining";

/** Clients of a year, of which every fourth is in mining; their CLV says nothing of what they brought early on. */
function wonIn(year: string, count: number) {
  return Array.from({ length: count }, (_, at) => {
    const accountId = `${year} ${at}`;
    const industry = at % 4 === 0 ? "Mining" : "Retail";
    const firmographics = { industry };
    return {
      accountId,
      name: accountId,
      firmographics,
      clv: 7,
      highValue: false,
      groupId: accountId,
      wonIn: year,
    };
  });
}

it("holds those of a kind against all clients won in the same year and followed as long, of which there are 20", () => {
  const clients = [...wonIn("2024", 20), ...wonIn("2023", 19), ...wonIn("2022", 40)];
  const worth = new Map(
    clients
      .filter(({ wonIn: year }, at) => year !== "2022" || at % 2 === 1)
      .map(({ accountId, firmographics }) => [accountId, firmographics.industry === "Mining" ? 300 : 100]),
  );
  const [early, late, ...others] = liftByCohort(mining, clients, worth, 1);
  expect(others).toEqual([]);
  expect(early).toMatchObject({ cohort: "2022", clients: 20 });
  // By hand: 5 of 300 and 15 of 100 are 150 on average.
  expect(late).toMatchObject({ cohort: "2024", clients: 20, matching: 5, hasMultiples: true });
  expect(late?.lift?.value).toBeCloseTo(2, 12);
  expect(late?.difference?.value).toBeCloseTo(150, 9);
  expect(late?.lift?.low).toBeLessThan(2);
  expect(late?.lift?.high).toBeGreaterThan(2);
});

it("knows no lift of a year in which nobody matches", () => {
  const retail = wonIn("2024", 40).filter(({ firmographics }) => firmographics.industry === "Retail");
  const worth = new Map(retail.map(({ accountId }) => [accountId, 100]));
  expect(liftByCohort(mining, retail, worth, 1)).toMatchObject([
    { matching: 0, lift: null, difference: null },
  ]);
});
