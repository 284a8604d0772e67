import { describe, expect, it } from "vitest";
import type { ValuedAccount } from "../../../src/model/account.js";
import type { Feature } from "../../../src/model/feature.js";
import { valueWeights } from "../../../src/model/segments/value-weights.js";

const features: readonly Feature[] = [
  { name: "industry", kind: "category", role: "firmographic" },
  { name: "colour", kind: "category", role: "firmographic" },
];

/** 100 clients: 20 of high value, nearly all of them in one industry when `telling`; colours go round. */
function clientsWhere(telling: boolean): ValuedAccount[] {
  return Array.from({ length: 100 }, (_, index) => ({
    accountId: `c${index}`,
    name: `c${index}`,
    groupId: `c${index}`,
    clv: index < 20 ? 100 : 10,
    highValue: index < 20,
    firmographics: {
      industry: (telling ? index < 18 : index % 5 === 0) ? "Logistics" : "Retail",
      colour: ["red", "green", "blue", "grey"][index % 4] ?? "red",
    },
  }));
}

describe("valueWeights", () => {
  it("counts in full what goes with value, and little what does not", () => {
    expect(valueWeights(clientsWhere(true), features)).toEqual({ industry: 1, colour: 0.3 });
  });

  it("lets settings decide", () => {
    const given = { colour: 0, industry: 2 };
    expect(valueWeights(clientsWhere(true), features, given)).toEqual({ industry: 2, colour: 0 });
  });

  it("counts all alike where nothing is shown to go with value, or nobody is there", () => {
    expect(valueWeights(clientsWhere(false), features)).toEqual({ industry: 1, colour: 1 });
    expect(valueWeights([], features)).toEqual({ industry: 1, colour: 1 });
  });
});
