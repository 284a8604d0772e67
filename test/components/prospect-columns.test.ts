import { expect, it } from "vitest";
import { prospectFileColumns } from "../../src/components/prospects/prospect-columns.js";
import { segmentCast } from "../../src/components/prospects/segment-cast.js";
import { toCsv } from "../../src/components/tables/csv.js";
import { formatter } from "../../src/components/words/format.js";
import { prospect, prospectsPage } from "./prospect-fixture.js";

it("takes along why a prospect stands on the list, whom it is like, what to open with and whose it is", () => {
  const page = prospectsPage({
    openings: [
      {
        segment: "s1",
        clients: 10,
        products: [{ product: "Planner", began: 0.6, beganOfAll: 0.55, margin: 0.5 }],
      },
    ],
  });
  const row = prospect(1, {
    segment: "s1",
    owner: "Ann",
    avoid: true,
    reasons: [
      { field: "employees", value: "600", multiplier: 2.291, part: "value" },
      { field: "industry", value: "Retail", multiplier: 0.81, part: "win" },
    ],
    similarClients: [
      { clientId: "c1", name: "Reuß Drives", clv: 9000 },
      { clientId: "c2", name: "Vogt Power", clv: 8000 },
    ],
  });
  const f = formatter({ currency: "EUR", locale: "en-GB" });
  const cast = segmentCast({});
  const [header = "", cells = ""] = toCsv([row], prospectFileColumns(page, f, cast)).split("\r\n");
  for (const name of ["avoid", "reasons", "similar_clients", "opener", "owner"]) {
    expect(header.split(",")).toContain(name);
  }
  expect(cells).toContain("employees = 600: value ×2.29; industry = Retail: win ×0.81");
  expect(cells).toContain("Reuß Drives; Vogt Power,Open with Planner: 60% of the 10 clients");
  expect(cells.endsWith(",Ann")).toBe(true);
});
