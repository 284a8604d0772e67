import { describe, expect, it } from "vitest";
import { quarterName } from "../../../src/model/numerics/quarter.js";
import { lastWholeQuarter, quarterlyPanel } from "../../../src/model/performance/quarterly-panel.js";
import { cohortParts, quarterlyParts } from "../../../src/model/performance/quarterly-parts.js";

describe("clients by quarter", () => {
  it("ends with the last quarter that was over", () => {
    expect(quarterName(lastWholeQuarter("2025-12-31"))).toBe("2025-Q4");
    expect(quarterName(lastWholeQuarter("2025-12-30"))).toBe("2025-Q3");
    expect(quarterName(lastWholeQuarter("2024-01-15"))).toBe("2023-Q4");
  });

  it("counts a renewal in the quarter in which its successor would begin, and only when it is known", () => {
    const term = { clientId: "a", startsOn: "2024-01-01", endsOn: "2024-12-31" };
    const purchase = { clientId: "a", kind: "expansion", margin: 5, orders: 2 };
    const panel = quarterlyPanel(
      [
        { clientId: "a", firstOn: "2024-01-01" },
        { clientId: "late", firstOn: "2026-02-01" },
      ],
      [
        { ...purchase, quarter: "2024-Q2" },
        { ...purchase, clientId: "stranger", quarter: "2024-Q2" },
        { ...purchase, kind: "initial", quarter: "2024-Q1" },
        { ...purchase, kind: "renewal", quarter: "2025-Q1" },
      ],
      [
        { ...term, renewed: true },
        { ...term, startsOn: "2025-01-01", endsOn: "2025-12-31", renewed: null },
      ],
      "2025-12-31",
    );
    expect(panel.quarters).toHaveLength(8);
    expect(panel.clients).toHaveLength(1);
    expect(panel.clients[0]).toMatchObject({
      due: [0, 0, 0, 0, 1, 0, 0, 0],
      renewed: [0, 0, 0, 0, 1, 0, 0, 0],
      expansion: [0, 5, 0, 0, 0, 0, 0, 0],
      orders: [0, 2, 0, 0, 0, 0, 0, 0],
      margin: [5, 5, 0, 0, 5, 0, 0, 0],
      busy: [true, true, true, true, true, true, true, true],
    });
  });

  it("shows parts of CLV from whole years and cohorts alone", () => {
    const clients = Array.from({ length: 12 }, (_, at) => ({ clientId: `${at}`, firstOn: "2024-02-01" }));
    const purchases = clients.flatMap(({ clientId }) =>
      ["2024-Q1", "2024-Q3"].map((quarter) => ({
        clientId,
        quarter,
        kind: quarter === "2024-Q1" ? "initial" : "expansion",
        margin: 10,
        orders: 1,
      })),
    );
    const panel = quarterlyPanel(clients, purchases, [], "2024-12-31");
    const [parts] = quarterlyParts(
      panel,
      new Map(clients.map(({ clientId }, at) => [clientId, { clv: at < 6 ? 100 : 200, clvMoves: [] }])),
    );
    expect(parts).toMatchObject({ quarter: "2024-Q4", clients: 12, newClients: 12, retention: null, due: 0 });
    expect(parts?.clv?.value).toBe(150);
    expect(parts?.ordersPerClient.value).toBe(1);
    expect(cohortParts(panel, new Map([["0", { clv: 120, clvMoves: [] }]]))).toMatchObject([
      { cohort: "2024", clients: 12, followed: 12, dealSize: { value: 10 }, clv: { value: 10 } },
    ]);
    const young = [{ clientId: "young", firstOn: "2024-07-01" }];
    expect(
      cohortParts(quarterlyPanel([...clients, ...young], purchases, [], "2024-12-31"), new Map()),
    ).toMatchObject([{ cohort: "2024", clients: 13, followed: 12 }]);
    expect(quarterlyParts(quarterlyPanel(clients, purchases, [], "2024-03-31"), new Map())).toEqual([]);
    expect(cohortParts(quarterlyPanel([], [], [], "2024-03-31"), new Map())).toEqual([]);
  });

  it("compares the first quarter and year of a cohort over the clients whose first year was seen", () => {
    const clients = Array.from({ length: 22 }, (_, at) => ({
      clientId: `${at}`,
      firstOn: at < 12 ? "2024-02-01" : "2024-08-01",
    }));
    const purchases = clients.flatMap(({ clientId, firstOn }) => {
      const isEarly = firstOn < "2024-04-01";
      const line = { clientId, kind: "other", orders: 1 };
      return [
        { ...line, quarter: isEarly ? "2024-Q1" : "2024-Q3", margin: isEarly ? 10 : 100 },
        { ...line, quarter: "2024-Q4", margin: 1 },
      ];
    });
    const [cohort] = cohortParts(
      quarterlyPanel(clients, purchases, [], "2024-12-31"),
      new Map(clients.map(({ clientId }) => [clientId, { clv: 7, clvMoves: [] }])),
    );
    expect(cohort).toMatchObject({ clients: 22, followed: 12, clv: { value: 7 } });
    expect(cohort?.dealSize.value).toBe(10);
    expect(cohort?.firstYearMargin.value).toBe(11);
  });
});
