import { describe, expect, it } from "vitest";
import { clientReason } from "../../src/components/value/client-reason.js";
import type { ClientRow } from "../../src/data/published/value.js";
import { client } from "./client-fixture.js";
import { report } from "./report-fixture.js";

const contract = { live: 1, renewals: 3, endsOn: "2026-06-30", noticeGiven: false };

describe("the reason for a client's value", () => {
  it.each<[string, Partial<ClientRow>, string]>([
    [
      "a regular buyer",
      {},
      "Bought 9 times in 3 years, last order 2 months ago: 97% likely still a client; €12k of revenue expected in the next 12 months.",
    ],
    [
      "a one-time buyer of years ago",
      { orderDays: 1, lastOrderOn: "2020-12-20", pActive: 0.2, expectedRevenue12m: 40 },
      "Bought once, 5 years ago: most likely gone (20% chance it is still a client); €40 of revenue expected in the next 12 months.",
    ],
    [
      "one that what predicts best does not give up",
      { pActive: 0.06, lastOrderOn: "2024-10-30", orderFactor: 6.04 },
      "Bought 9 times in 3 years, last order 14 months ago: most likely gone (6% chance it is still a client); €12k of revenue expected in the next 12 months, 6× what this chance alone would give: what predicted best so far expects more of it.",
    ],
    [
      "one that what predicts best expects little of",
      { orderFactor: 0.34 },
      "Bought 9 times in 3 years, last order 2 months ago: 97% likely still a client; €12k of revenue expected in the next 12 months, 34% of what this chance alone would give: what predicted best so far expects less of it.",
    ],
    [
      "one that is all but surely gone",
      { pActive: 0.0001, lastOrderOn: "2021-12-30", expectedRevenue12m: 0.0067, orderFactor: 10 },
      "Bought 9 times in 3 years, last order 4 years ago: most likely gone (below 0.1% chance it is still a client).",
    ],
    [
      "one that never paid",
      { orderDays: 0, firstOn: "2024-05-31", lastOrderOn: "2024-05-31", pActive: 0.9 },
      "No paid order yet, first seen 19 months ago: 90% likely still a client; €12k of revenue expected in the next 12 months.",
    ],
    [
      "a buyer of today",
      { orderDays: 2, firstOn: "2025-11-01", lastOrderOn: "2025-12-31" },
      "Bought twice in 2 months, last order today: 97% likely still a client; €12k of revenue expected in the next 12 months.",
    ],
    [
      "a client under contract",
      { contract },
      "Under contract since December 2022, renewed 3 times, renewal due in June 2026: 97% likely still a client; €12k of revenue expected in the next 12 months.",
    ],
    [
      "one that gave notice",
      { contract: { ...contract, live: 2, renewals: 0, noticeGiven: true } },
      "Under contract since December 2022, 2 contracts, not renewed yet, renewal due in June 2026, notice given: 97% likely still a client; €12k of revenue expected in the next 12 months.",
    ],
    [
      "one whose renewal is overdue",
      { contract: { ...contract, renewals: 1, endsOn: "2025-11-30" } },
      "Under contract since December 2022, renewed once, renewal due since November 2025: 97% likely still a client; €12k of revenue expected in the next 12 months.",
    ],
    [
      "one whose renewal is due on the last day",
      { contract: { ...contract, endsOn: "2025-12-31" }, pActive: 0.998 },
      "Under contract since December 2022, renewed 3 times, renewal due this month: almost surely still a client; €12k of revenue expected in the next 12 months.",
    ],
    [
      "one whose contract ended",
      { contract: { ...contract, live: 0, endsOn: "2024-03-31" }, pActive: 0, expectedRevenue12m: 0 },
      "Under contract from December 2022, the last one over since March 2024: gone.",
    ],
  ])("of %s says what it did and what is expected", (_, facts, words) => {
    expect(clientReason({ ...client, ...facts }, report)).toBe(words);
  });

  it.each<[string, Partial<ClientRow>, string]>([
    [
      "some rounds",
      { firstOn: "2021-10-12", lastOrderOn: "2024-10-09", orderDays: 3 },
      "Ordered in 3 of 5 yearly rounds, last in October 2024",
    ],
    [
      "none but its first",
      { firstOn: "2021-10-12", lastOrderOn: "2021-10-12", orderDays: 1 },
      "Ordered in 1 of 5 yearly rounds, that of October 2021",
    ],
    [
      "all rounds",
      { firstOn: "2022-10-12", lastOrderOn: "2025-10-09", orderDays: 4 },
      "Ordered in all 4 yearly rounds since October 2022",
    ],
    [
      "the latest round",
      { firstOn: "2025-10-12", lastOrderOn: "2025-10-12", orderDays: 1 },
      "First ordered in October 2025, no round since",
    ],
  ])("of a client that took %s counts rounds", (_, facts, words) => {
    const october = { everyMonths: 12, opens: 9, halfAfter: 0.25, closesAfter: 0.5 };
    expect(clientReason({ ...client, ...facts }, report, october)).toMatch(
      new RegExp(`^${words}: 97% likely`),
    );
  });

  it("names nobody", () => {
    expect(clientReason({ ...client, name: "Secret Ltd" }, report)).not.toContain("Secret");
  });
});
