import type { ClientRow } from "../../src/data/published/value.js";

/** A client without contracts. */
export const client: ClientRow = {
  clientId: "c1",
  name: "Acme",
  firstOn: "2022-12-20",
  clv: 30_000,
  clvLow: 10_000,
  clvHigh: 50_000,
  historicValue: 20_000,
  residualValue: 25_000,
  residualLow: 5000,
  residualHigh: 40_000,
  totalValue: 45_000,
  pActive: 0.97,
  expectedRevenue12m: 12_000,
  orderFactor: 1,
  model: "repeat orders",
  highValue: true,
  segment: null,
  orderDays: 9,
  lastOrderOn: "2025-10-30",
  contract: null,
  fan: [],
};
