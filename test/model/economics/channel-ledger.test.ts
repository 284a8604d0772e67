import { expect, it } from "vitest";
import { channelLedger, channelMonths } from "../../../src/model/economics/channels/channel-ledger.js";
import { channelNames } from "../../../src/model/economics/channels/channel-names.js";

const unstated = { perClient: null, byChannel: new Map() };
const client = (clientId: string, firstOn: string, clv: number, segment: string | null = null) => ({
  clientId,
  firstOn,
  month: firstOn.slice(0, 7),
  clv,
  segment,
});
const credit = (clientId: string, channel: string, share = 1, month = "2024-01") => ({
  clientId,
  channel,
  share,
  month,
});
const spent = (month: string, channel: string, amount: number, segment: string | null = null) => ({
  month,
  channel,
  amount,
  segment,
});
const sumOf = (costs: ReadonlyMap<string, number>) => [...costs.values()].reduce((sum, one) => sum + one, 0);

// Worked by hand: fairs cost 300 and won A and half of B, so 200 a client; search cost 50 and won half of B, so 100.
it("divides spend by the clients of its months, and gives it to them whole", () => {
  const clients = [
    client("A", "2024-01-09", 900),
    client("B", "2024-02-01", 400),
    client("C", "2023-12-31", 7),
  ];
  const credits = [
    credit("A", "fairs"),
    credit("B", "fairs", 0.5),
    credit("B", "search", 0.5),
    credit("C", "fairs"),
  ];
  const spend = [
    spent("2024-01", "fairs", 100),
    spent("2024-02", "fairs", 200),
    spent("2024-02", "search", 50),
  ];
  const { channels, costOf } = channelLedger(clients, credits, spend, unstated);
  expect(channels).toMatchObject([
    { channel: "fairs", spend: 300, clients: 1.5, clv: 1100, cac: 200, cacFrom: "spend", obstacle: null },
    { channel: "search", spend: 50, clients: 0.5, clv: 200, cac: 100 },
  ]);
  expect([...costOf]).toEqual([
    ["A", 200],
    ["B", 150],
    ["C", 200],
  ]);
  expect((costOf.get("A") ?? 0) + (costOf.get("B") ?? 0)).toBe(350);
});

it("lays spend on a segment on its clients, or on all where it has none", () => {
  const clients = [client("A", "2024-01-09", 1, "Freight"), client("B", "2024-01-09", 1)];
  const credits = [credit("A", "fairs"), credit("B", "fairs")];
  const spend = [
    spent("2024-01", "fairs", 100),
    spent("2024-01", "fairs", 40, "Freight"),
    spent("2024-01", "fairs", 10, "Nobody's"),
  ];
  const { costOf } = channelLedger(clients, credits, spend, unstated);
  expect([...costOf]).toEqual([
    ["A", 95],
    ["B", 55],
  ]);
  expect(sumOf(costOf)).toBe(150);
  const months = channelMonths(clients, credits, spend);
  expect(months).toMatchObject([
    { segment: null, spend: 100, clients: 1, clv: 1 },
    { segment: "Freight", spend: 40, clients: 1 },
    { segment: "Nobody's", spend: 10, clients: 0 },
  ]);
});

it("says why a channel has no cost instead of dividing by nothing", () => {
  const clients = [client("A", "2024-01-09", 900), client("B", "2024-01-09", 900)];
  const credits = [credit("A", "free"), credit("B", "refunded")];
  const spend = [spent("2024-01", "refunded", -5), spent("2024-01", "vain", 70)];
  const { channels, costOf } = channelLedger(clients, credits, spend, unstated);
  expect(channels).toMatchObject([
    { channel: "free", cac: null, obstacle: "no spend", clients: 1 },
    { channel: "refunded", cac: null, obstacle: "spend is not above 0" },
    { channel: "vain", cac: null, obstacle: "no client", clients: 0 },
  ]);
  expect(costOf.size).toBe(0);
});

it("lets stated costs go before spend, a channel's own first", () => {
  const clients = [
    client("A", "2020-01-09", 900),
    client("B", "2024-01-09", 900),
    client("C", "2024-01-09", 9),
  ];
  const credits = [credit("A", "fairs"), credit("B", "search"), credit("C", "gift")];
  const stated = {
    perClient: 30,
    byChannel: new Map([
      ["search", 12],
      ["gift", 0],
    ]),
  };
  const { channels, costOf } = channelLedger(clients, credits, [spent("2024-01", "fairs", 100)], stated);
  expect(channels).toMatchObject([
    { channel: "fairs", clients: 1, cac: 30, cacFrom: "settings" },
    { channel: "gift", cac: null, obstacle: "stated as 0" },
    { channel: "search", cac: 12 },
  ]);
  expect([...costOf]).toEqual([
    ["A", 30],
    ["C", 0],
    ["B", 12],
  ]);
});

it("measures a channel whatever it is called, also as objects call what they all have", () => {
  for (const name of ["constructor", "__proto__"]) {
    const clients = [client("A", "2024-01-09", 900)];
    const ledger = channelLedger(clients, [credit("A", name)], [spent("2024-01", name, 70)], unstated);
    expect(ledger.channels).toMatchObject([{ channel: name, cac: 70, cacFrom: "spend", obstacle: null }]);
    expect(ledger.costOf.get("A")).toBe(70);
  }
});

it("calls a channel by one name, however it is written", () => {
  const nameOf = channelNames({ "Google Ads": "search", expo: "Trade fairs" }, ["search", "Trade Fairs"]);
  expect([" SEARCH", "google_ads", "EXPO", "trade-fairs", "Radio", " ", null].map(nameOf)).toEqual([
    "search",
    "search",
    "Trade Fairs",
    "Trade Fairs",
    "Radio",
    null,
    null,
  ]);
});
