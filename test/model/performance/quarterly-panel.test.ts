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
    const purchase = { clientId: "a", kind: "expansion", margin: 5, transactions: 2 };
    const panel = quarterlyPanel(
      [
        { clientId: "a", firstOn: "2024-01-01" },
        { clientId: "late", firstOn: "2026-02-01" },
      ],
      [
        { ...purchase, quarter: "2024-Q2" },
        { ...purchase, clientId: "stranger", quarter: "2024-Q2" },
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
        transactions: 1,
      })),
    );
    const panel = quarterlyPanel(clients, purchases, [], "2024-12-31");
    const [parts] = quarterlyParts(panel);
    expect(parts).toMatchObject({ quarter: "2024-Q4", clients: 12, newClients: 12, retention: null, due: 0 });
    expect(parts?.marginPerClient.value).toBe(20);
    expect(parts?.ordersPerClient.value).toBe(1);
    expect(cohortParts(panel, new Map([["0", { clv: 120, clvMoves: [] }]]))).toMatchObject([
      { cohort: "2024", clients: 12, followed: 12, dealSize: { value: 10 }, clv: { value: 10 } },
    ]);
    expect(quarterlyParts(quarterlyPanel(clients, purchases, [], "2024-03-31"))).toEqual([]);
    expect(cohortParts(quarterlyPanel([], [], [], "2024-03-31"), new Map())).toEqual([]);
  });
});
