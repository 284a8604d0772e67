import { expect, it } from "vitest";
import { segmentOpenings } from "../../../src/model/lookalike/winning/segment-opening.js";

it("finds what the clients of a segment began with, and leaves small segments out", () => {
  const buy = (clientId: string, quarter: string, product: string | null, margin = 10) => ({
    clientId,
    quarter,
    product,
    margin,
  });
  const segmentOf = new Map(["a", "b", "c", "d", "e"].map((id) => [id, "Large"]));
  segmentOf.set("x", "Small");
  const purchases = [
    ...["a", "b", "c"].map((id) => buy(id, "2020-Q3", "Audit")),
    ...["a", "b", "c", "d", "e"].map((id) => buy(id, "2021-Q1", "Platform", 30)),
    buy("x", "2020-Q1", "Training"),
    buy("d", "2019-Q1", null),
  ];
  expect(segmentOpenings(purchases, segmentOf)).toEqual([
    {
      segment: "Large",
      clients: 5,
      products: [
        { product: "Audit", began: 0.6, beganOfAll: 0.5, margin: 30 / 180 },
        { product: "Platform", began: 0.4, beganOfAll: 2 / 6, margin: 150 / 180 },
      ],
    },
  ]);
});
