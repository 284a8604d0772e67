// @vitest-environment jsdom
import { describe, expect, it } from "vitest";
import { clientFan } from "../../src/components/value/client-fan.js";
import type { ClientRow } from "../../src/data/published/value.js";
import { client } from "./client-fixture.js";
import { report } from "./report-fixture.js";

const told = (facts: Partial<ClientRow>) => clientFan({ ...client, ...facts }, report).textContent ?? "";

describe("what a client may still bring", () => {
  const nothing = [{ months: 12, low: 0, median: 0, high: 0 }];

  it("is nothing only where the mean of all cases is", () => {
    expect(told({ fan: nothing, residualValue: 0.4 })).toBe(
      "Nothing more is expected from Acme. It has brought €20k.",
    );
    expect(told({ fan: nothing, residualValue: 8200 })).toBe(
      "In at least nine of ten cases nothing more comes from Acme; on average €8.2k does. It has brought €20k.",
    );
  });

  it("stands beside what it took where it brought less than nothing", () => {
    expect(told({ fan: nothing, residualValue: 0, historicValue: -900 })).toMatch(
      /\. Credit notes or costs took €900 more than it brought\.$/,
    );
  });

  it("is drawn where it may cost, with the day that amounts are discounted to", () => {
    const fan = [{ months: 12, low: -500, median: -100, high: 0 }];
    const drawn = told({ fan, residualValue: -150 });
    expect(drawn).toContain("Acme: −\u2060€500 to €0 still to come in 1 year");
    expect(drawn).toContain("added up from 31 December 2025 on, discounted to that day");
  });
});
