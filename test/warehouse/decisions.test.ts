import { describe, expect, it } from "vitest";
import { readFolder } from "./read-folder.js";

const transactions = [
  "client_id,date,amount,kind,product,owner",
  "A,2024-01-10,100,initial,Core,Ann",
  "A,2024-03-02,50,services,Core,Bob",
  "A,2024-03-20,30,services,Core,Bob",
  "A,2024-04-01,-10,services,Core,Bob",
  "B,2024-02-01,70,initial,,",
].join("\n");

describe("records that decisions rest on", () => {
  it("are empty where nobody exports them", async () => {
    const { decisions } = await readFolder({ "transactions.csv": "client_id,date,amount\nA,2024-01-10,100" });
    expect(decisions).toMatchObject({
      leads: [],
      quotas: [],
      initiatives: [],
      signals: [],
      judgements: [],
      plans: [],
      terms: [],
      detailed: { clients: ["A"], drawnByChance: ["A"], ofClients: 1 },
    });
  });

  it("hold purchases by client, quarter, kind, product and owner", async () => {
    const { decisions } = await readFolder({
      "transactions.csv": transactions,
      "targeting.yaml": "margin: { byKind: { services: 0.5 }, default: 1 }",
    });
    expect(decisions.purchases).toEqual([
      {
        clientId: "A",
        quarter: "2024-Q1",
        kind: "initial",
        product: "Core",
        owner: "Ann",
        firstOn: "2024-01-10",
        lastOn: "2024-01-10",
        revenue: 100,
        margin: 100,
        transactions: 1,
        orders: 1,
      },
      {
        clientId: "A",
        quarter: "2024-Q1",
        kind: "services",
        product: "Core",
        owner: "Bob",
        firstOn: "2024-03-02",
        lastOn: "2024-03-20",
        revenue: 80,
        margin: 40,
        transactions: 2,
        orders: 2,
      },
      expect.objectContaining({ clientId: "A", quarter: "2024-Q2", revenue: -10, margin: -5, orders: 0 }),
      expect.objectContaining({ clientId: "B", product: null, owner: null, revenue: 70 }),
    ]);
  });

  it("count a day as one order, whatever lines it has, and credits alone as none", async () => {
    const rows = [
      "A,2024-01-10,100,initial,Core",
      "A,2024-02-01,80,other,Core",
      "A,2024-02-01,30,other,Extra",
      "A,2024-02-01,-5,other,Discount",
      "A,2024-02-01,0,other,Sample",
      "A,2024-03-01,-80,other,Core",
      "A,2024-03-09,0,other,Sample",
      "B,2024-01-10,900,renewal,Core",
      "B,2024-01-10,10,services,Help",
    ];
    const contract = "client_id,product,start,end,amount\nB,Core,2024-01-10,2025-01-09,900\n";
    const { decisions, histories, quality } = await readFolder({
      "transactions.csv": ["client_id,date,amount,kind,product", ...rows].join("\n"),
      "contracts.csv": contract,
    });
    const ordersOf = decisions.purchases.map(({ clientId, product, orders, transactions }) => [
      `${clientId} ${product}`,
      orders,
      transactions,
    ]);
    expect(ordersOf).toEqual([
      ["A Core", 1, 1],
      ["A null", 1, 3],
      ["A Core", 1, 2],
      ["A Extra", 0, 1],
      ["B Core", 0, 1],
      ["B Help", 1, 1],
    ]);
    expect(quality.warnings).toContain(
      'product: "Discount" and "Sample" never bring money; their rows count, and they are no products that clients buy',
    );
    expect(histories.map(({ orderDays, orders }) => [orderDays, orders.repeatDays])).toEqual([
      [3, 2],
      [1, 1],
    ]);
  });

  it("part what came on the first day, and in the first 12 months, from the rest of its quarter", async () => {
    const days = ["2024-02-10,100", "2024-03-12,500", "2025-02-09,30", "2025-02-10,40", "2025-03-01,50"];
    const { decisions } = await readFolder({
      "transactions.csv": [
        "client_id,date,amount,kind,product",
        ...days.map((day) => `A,${day},other,Core`),
      ].join("\n"),
    });
    expect(
      decisions.purchases.map(({ quarter, firstOn, lastOn, revenue }) => [quarter, firstOn, lastOn, revenue]),
    ).toEqual([
      ["2024-Q1", "2024-02-10", "2024-02-10", 100],
      ["2024-Q1", "2024-03-12", "2024-03-12", 500],
      ["2025-Q1", "2025-02-09", "2025-02-09", 30],
      ["2025-Q1", "2025-02-10", "2025-03-01", 90],
    ]);
  });

  it("say of each contract term whether it was renewed, and leave the running one open", async () => {
    const { decisions } = await readFolder({
      "contracts.csv": [
        "client_id,start,end,amount,product",
        "A,2022-01-01,2022-12-31,10,Core",
        "A,2023-01-01,2023-12-31,12,Core",
        "B,2022-01-01,2022-12-31,20,Core",
        "A,2023-07-01,2024-06-30,5,Plus",
        "C,2022-01-01,2022-12-31,7,Core",
        "C,2022-07-01,2022-12-31,3,Core",
      ].join("\n"),
      "targeting.yaml": "asOf: 2023-09-30",
    });
    expect(
      decisions.terms.map(({ clientId, product, term, revenue, renewed }) => [
        clientId,
        product,
        term,
        revenue,
        renewed,
      ]),
    ).toEqual([
      ["A", "Core", 1, 10, true],
      ["A", "Core", 2, 12, null],
      ["A", "Plus", 1, 5, null],
      ["B", "Core", 1, 20, false],
      // Two that end on one day are two.
      ["C", "Core", 1, 7, false],
      ["C", "Core", 1, 3, false],
    ]);
  });

  it("take lists as people keep them", async () => {
    const { decisions } = await readFolder({
      "transactions.csv": transactions,
      "clients.csv": "client_id,name\nA,Alpha\nB,Beta",
      "leads.csv": [
        "lead_id,account_id,company,score,outcome,created_on",
        "L2,,Gamma,40,Closed - lost,2024-02-01",
        "L1,A,,80,Won,2024-01-02",
        "L3,,Delta,60,,2024-03-01",
      ].join("\n"),
      "quotas.csv": "owner,period,quota\nAnn,2024,500\nAnn,2024,250\nAnn,2024-Q1,100",
      "initiatives.csv": "name,start,end,field,values\nReviews,2024-02-01,,success_owner,Ann; Bob ;",
      "signals.csv":
        "client_id,date,measure,value\nA,2024-01-05,Satisfaction,8\nA,2024-02-05,satisfaction,9\nA,2024-04-05,satisfaction,5",
      "judgements.csv": "account_id,by,date,rank,estimate\nA,Ann,2024-03-01,1,9000",
      "plans.csv": "client_id,goal,due\nA,Second site,2024-12-01\nA,First site,",
    });
    expect(decisions.leads.map(({ leadId, accountId, won }) => [leadId, accountId, won])).toEqual([
      ["L1", "A", true],
      ["L2", null, false],
      ["L3", null, null],
    ]);
    expect(decisions.quotas).toEqual([
      { owner: "Ann", period: "2024", quota: 750 },
      { owner: "Ann", period: "2024-Q1", quota: 100 },
    ]);
    expect(decisions.initiatives).toMatchObject([
      { name: "Reviews", startsOn: "2024-02-01", endsOn: null, values: ["Ann", "Bob"] },
    ]);
    expect(decisions.signals).toEqual([
      { clientId: "A", measure: "satisfaction", quarter: "2024-Q1", mean: 8.5, readings: 2 },
    ]);
    expect(decisions.judgements).toMatchObject([{ accountId: "A", by: "Ann", rank: 1, estimate: 9000 }]);
    expect(decisions.plans.map(({ goal, dueOn }) => [goal, dueOn])).toEqual([
      ["Second site", "2024-12-01"],
      ["First site", null],
    ]);
  });
});
