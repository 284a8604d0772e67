import { expect, it } from "vitest";
import { cohortContrast } from "../../../src/model/value/portfolio/cohort-contrast.js";

const cohort = (name: string, mean: number, deviation = 100, clients = 50) => ({
  cohort: name,
  clients,
  mean,
  deviation,
});

it("names the pair furthest apart in standard errors, the earlier first", () => {
  const found = cohortContrast([cohort("2018", 500), cohort("2019", 900, 2000), cohort("2020", 400)]);
  expect(found?.apart?.map((one) => one.cohort)).toEqual(["2018", "2020"]);
});

it("names none within chance, however many are looked at", () => {
  const alike = Array.from({ length: 8 }, (_, at) => cohort(String(2010 + at), 500 + 5 * (at % 3)));
  expect(cohortContrast(alike)).toEqual({ apart: null });
  // By hand: 48 apart are 2.4 standard errors, beyond 2.01 of one pair and within the 3.1 and more of 28.
  const one = cohort("2020", 548);
  expect(cohortContrast([cohort("2018", 500), one])?.apart).not.toBeNull();
  const level = Array.from({ length: 7 }, (_, at) => cohort(String(2010 + at), 500));
  expect(cohortContrast([...level, one])).toEqual({ apart: null });
  expect(cohortContrast([cohort("2018", 7800, 9000, 10), cohort("2022", 840, 9000, 17)])).toEqual({
    apart: null,
  });
});

it("compares nothing with fewer than two cohorts of five clients", () => {
  expect(cohortContrast([cohort("2018", 1), cohort("2019", 9, 1, 4)])).toBeNull();
  expect(cohortContrast([cohort("2018", 1, 0), cohort("2019", 1, 0)])).toEqual({ apart: null });
});
