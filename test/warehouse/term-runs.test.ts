import { describe, expect, it } from "vitest";
import { addMonths, epochDayOf, isoDateOf } from "../../src/model/numerics/calendar.js";
import type { ContractLine } from "../../src/model/value/client-history.js";
import { readFolder } from "./read-folder.js";

interface Term {
  readonly months: number;
  readonly amount: number;
}

const terms = (count: number, months: number, amount: number): Term[] =>
  Array.from({ length: count }, () => ({ months, amount }));

/** The one line of each client, whose terms follow each other so that the latest begins on the given day. */
async function linesOf(
  clients: readonly {
    readonly latest: string;
    readonly terms: readonly Term[];
    readonly acquired?: string;
  }[],
): Promise<readonly ContractLine[]> {
  const contracts = clients.flatMap((client, index) => {
    const all = client.terms.slice(0, -1).reduce((months, term) => months + term.months, 0);
    let months = -all;
    return client.terms.map((term) => {
      const day = (after: number) => addMonths(epochDayOf(client.latest), after);
      const [from, to] = [day(months), day(months + term.months) - 1];
      months += term.months;
      return `A${index},${isoDateOf(from)},${isoDateOf(to)},${term.amount},Suite`;
    });
  });
  const { histories } = await readFolder(
    {
      "contracts.csv": ["client_id,start,end,amount,product", ...contracts].join("\n"),
      "clients.csv": [
        "client_id,acquired_on",
        ...clients.map(({ acquired = "" }, index) => `A${index},${acquired}`),
      ].join("\n"),
    },
    "2024-12-31",
  );
  return histories.flatMap(({ contractLines }) => contractLines);
}

describe("a line that went over to terms of another length", () => {
  it("keeps its terms apart, with what they brought over those before them", async () => {
    const [converted, back] = await linesOf([
      { latest: "2024-07-01", terms: [...terms(18, 1, 100), ...terms(2, 12, 1000), ...terms(1, 12, 1100)] },
      { latest: "2024-12-01", terms: [...terms(3, 12, 1000), ...terms(8, 1, 90)] },
    ]);
    expect(converted).toMatchObject({
      terms: 21,
      termMonths: 12,
      earlier: [{ terms: 18, termMonths: 1 }],
      changes: { flat: 1, up: { count: 1 }, down: { count: 0 }, yearly: { pairs: 2, renewals: 2 } },
      recentTerms: [expect.closeTo(-Math.log(1.1), 5), expect.closeTo(-Math.log(1.1), 5)],
      yearAgo: { renewals: 1, opportunities: 1, yearlyRevenue: 1000 },
    });
    expect(converted?.yearAgo).not.toHaveProperty("termMonths");
    expect(back).toMatchObject({
      terms: 11,
      termMonths: 1,
      earlier: [{ terms: 3, termMonths: 12 }],
      changes: { flat: 7, down: { count: 0 } },
      yearAgo: { renewals: 2, opportunities: 1, termMonths: 12 },
    });
  });

  it("was renewed before the data by the length of its terms then", async () => {
    const [line] = await linesOf([
      { latest: "2024-07-01", terms: [...terms(5, 1, 100), ...terms(2, 12, 1000)], acquired: "2022-02-01" },
      { latest: "2024-07-01", terms: terms(1, 12, 10) },
    ]);
    expect(line).toMatchObject({ startedOn: "2023-02-01", renewedBefore: 12 });
  });

  it("did not where short terms bridge the time between long ones, or run one out", async () => {
    const [bridged, over, endedShort, live] = await linesOf([
      { latest: "2024-07-01", terms: [...terms(2, 12, 1200), ...terms(2, 1, 100), ...terms(2, 12, 1200)] },
      { latest: "2024-03-01", terms: [...terms(3, 12, 1200), ...terms(1, 1, 100)] },
      { latest: "2024-06-01", terms: [...terms(3, 12, 1200), ...terms(7, 1, 100)] },
      { latest: "2024-12-10", terms: [...terms(3, 12, 1200), ...terms(1, 1, 100)] },
    ]);
    expect(bridged).toMatchObject({ terms: 6, termMonths: 12, ended: false });
    expect(bridged).not.toHaveProperty("earlier");
    expect(over).toMatchObject({ terms: 4, termMonths: 12, termRevenue: 1200, ended: true });
    expect(over).not.toHaveProperty("earlier");
    const apart = { terms: 3, termMonths: 12 };
    expect(endedShort).toMatchObject({ terms: 10, termMonths: 1, earlier: [apart], ended: true });
    expect(live).toMatchObject({ terms: 4, termMonths: 1, earlier: [apart], ended: false });
  });
});
