import type { AccountPage } from "../../src/data/published/account.js";
import type { AccountRow, AccountsPage } from "../../src/data/published/accounts.js";
import type { MeasureOfLeaving } from "../../src/model/economics/what-if/reachable-improvement.js";

export const measure: MeasureOfLeaving = {
  measure: "engagement",
  betterIs: "higher",
  middle: 65.5,
  poor: { decisions: 280, left: 131 },
  well: { decisions: 277, left: 28 },
  p: 1e-9,
  avoidable: { value: 0.75, low: 0.68, high: 0.8 },
};

const interval = (value: number) => ({ value, low: value / 2, high: 2 * value });

export function accountFacts(name: string, part: Partial<AccountRow> = {}): AccountRow {
  return {
    rank: 1,
    clientId: `id-${name}`,
    name,
    segment: null,
    page: `page-${name.toLowerCase()}`,
    residual: interval(400_000),
    clv: 500_000,
    revenueLast12Months: 100_000,
    best: interval(300_000),
    headroom: { value: 0, low: 0, high: 100_000 },
    pStays: 0.85,
    valueAtRisk: 80_000,
    standing: "poor",
    reading: { year: 50, last: 45, before: 62 },
    inReach: measure.avoidable,
    owner: null,
    successOwner: "Gareth Lind",
    nextStep: { on: "2026-01-31", kind: "mend", subject: "engagement" },
    ...part,
  };
}

export function accountsPage(part: Partial<AccountsPage> = {}): AccountsPage {
  return {
    status: "ready",
    clients: 420,
    key: 2,
    residual: interval(4_000_000),
    keyResidual: interval(1_000_000),
    keyWithoutSuccessOwner: 0,
    holdHalf: 38,
    keyByRevenue: 1,
    dependencies: [{ kind: "client", label: "Alder", clients: 1, residual: 400_000, share: 0.1 }],
    atRisk: { value: 120_000, leaving: 0.3, anyLeaves: 0.28 },
    decisionsMeasured: 557,
    measures: [measure],
    measure,
    likeness: { correlation: 0.41, compared: 420, similar: 20 },
    productOrder: { sentence: "By how many.", detail: null },
    accounts: [
      accountFacts("Alder"),
      accountFacts("Birch", {
        standing: "well",
        inReach: { value: 0, low: 0, high: 0 },
        valueAtRisk: 40_000,
        reading: { year: 76, last: 67.2, before: 97 },
        nextStep: { on: "2026-03-31", kind: "review", subject: null },
      }),
      accountFacts("Cedar", { page: null, headroom: interval(90_000) }),
    ],
    ...part,
  };
}

export function accountPage(part: Partial<AccountPage> = {}): AccountPage {
  return {
    clientId: "C1",
    name: "Alder <b>",
    rank: 1,
    key: 2,
    shareOfResidual: 0.1,
    segment: null,
    owner: "Marten Dekker",
    successOwner: "Gareth Lind",
    firstOn: "2022-03-01",
    stage: "steady",
    clv: interval(500_000),
    historicValue: 300_000,
    residual: interval(400_000),
    totalValue: 700_000,
    expectedRevenue12m: interval(90_000),
    revenueLast12Months: 100_000,
    pStays: 0.85,
    valueAtRisk: 80_000,
    standing: "poor",
    reading: { year: 50, last: 45, before: 62 },
    inReach: measure.avoidable,
    measure,
    best: interval(300_000),
    headroom: { value: 0, low: 0, high: 100_000 },
    similar: 20,
    detailed: true,
    history: [
      { quarter: "2025-Q3", margin: 100_000, cumulative: 100_000 },
      { quarter: "2025-Q4", margin: 200_000, cumulative: 300_000 },
    ],
    fan: [12, 24, 36, 60].map((months) => ({ months, low: months, median: 2 * months, high: 3 * months })),
    terms: [
      {
        product: "Core",
        line: 1,
        startsOn: "2024-10-08",
        endsOn: "2025-10-07",
        revenue: 85_000,
        state: "renewed",
      },
      {
        product: "Core",
        line: 1,
        startsOn: "2025-10-08",
        endsOn: "2026-10-07",
        revenue: 88_000,
        state: "running",
      },
    ],
    signals: [{ measure: "engagement", points: [{ quarter: "2025-Q4", mean: 50, everyone: 66 }] }],
    goals: [{ goal: "Second site", dueOn: "2026-06-02", note: "Budget is at risk", overdue: false }],
    products: [
      { product: "Core", since: "2022-03-01" },
      { product: "Training", since: "2023-05-01" },
    ],
    offers: [
      {
        product: "Planning",
        added: { value: 0.4, low: 0.3, high: 0.5 },
        similar: 30,
        addedByAll: 0.3,
        addedBy: ["Birch GmbH"],
      },
    ],
    productOrder: { sentence: "By how many.", detail: null },
    changes: {
      revenue: { now: 100_000, before: 80_000 },
      margin: { now: 70_000, before: 56_000 },
      purchases: { now: 8, before: 8 },
      newProducts: [],
      signals: [{ measure: "engagement", now: 50, before: 62 }],
    },
    previous: null,
    plan: [
      { on: "2026-01-31", kind: "mend", subject: "engagement" },
      { on: "2026-03-31", kind: "overdue goal", subject: "Fewer delays" },
      { on: "2026-03-31", kind: "offer", subject: "Planning" },
      { on: "2026-06-02", kind: "goal", subject: "Second site" },
      { on: "2026-07-08", kind: "prepare renewal", subject: "Core" },
      { on: "2026-09-30", kind: "review", subject: null },
      { on: "2026-10-08", kind: "renewal", subject: null },
    ],
    ...part,
  };
}
