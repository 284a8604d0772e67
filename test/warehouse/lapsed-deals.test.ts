import { expect, it } from "vitest";
import { addMonths, epochDayOf, isoDateOf } from "../../src/model/numerics/calendar.js";
import { fileOf, readFolder } from "./read-folder.js";

const AS_OF = epochDayOf("2024-12-31");
const daysAgo = (days: number) => isoDateOf(AS_OF - days);
const TRANSACTIONS = "client_id,date,amount\nA,2023-01-01,1\nA,2024-12-31,1\n";

/** So many deals that were won after 40 to 100 days, and others. */
function readDeals(wins: number, others: readonly string[]) {
  const won = Array.from({ length: wins }, (_, at) => {
    const created = addMonths(AS_OF, -20) + at;
    const closed = created + 40 + Math.round((60 * at) / Math.max(1, wins - 1));
    return `W${at + 10},A${at},${isoDateOf(created)},${isoDateOf(closed)},5,won`;
  });
  return readFolder({
    "transactions.csv": TRANSACTIONS,
    "opportunities.csv": [
      "opportunity_id,account_id,created_on,closed_on,amount,stage",
      ...won,
      ...others,
    ].join("\n"),
  });
}

const left = [`X1,P1,${daysAgo(400)},,5,proposal`, `X2,P2,${daysAgo(60)},,5,proposal`];

it("counts deals as lost that have been open for longer than almost any win took, and says so", async () => {
  const inputs = await readDeals(40, left);
  expect(inputs.opportunities.filter(({ won }) => won !== true)).toMatchObject([
    { opportunityId: "X1", won: false, closedOn: null, lapsedOn: daysAgo(300) },
    { opportunityId: "X2", won: null, closedOn: null, lapsedOn: null },
  ]);
  expect(fileOf(inputs, "opportunities").warnings.filter((one) => one.includes("open"))).toEqual([
    "1 of 2 open opportunities has been open for more than 100 days, longer than almost any win took; it counts as lost: close what is over, or map the stage, closed_on or is_closed that says so",
  ]);
});

it("goes by the last day that the deals tell of: an export made long ago is not a list of lost deals", async () => {
  const inputs = await readDeals(40, ["X1,P1,2023-07-01,,5,proposal", "X2,P2,2023-09-10,,5,proposal"]);
  expect(inputs.opportunities.filter(({ won }) => won === null).length).toBe(2);
});

it("leaves them open where too few wins tell how long winning takes", async () => {
  const inputs = await readDeals(19, left);
  expect(inputs.opportunities.filter(({ won }) => won === null).length).toBe(2);
});
