import { describe, expect, it } from "vitest";
import { fitValueModels } from "../../../src/model/value/fit-value-models.js";
import { returnsSeen } from "../../../src/model/value/orders/returns-seen.js";
import { contractClient, contractLine } from "./client-histories.js";

const ENDED = contractLine("2019-01-01", 1, 12, 100, true);
const BACK = contractLine("2021-01-01", 4, 12, 100);
const STAYED = contractLine("2019-01-01", 6, 12, 100);

function book(returns: number) {
  return Array.from({ length: 20 }, (_, client) => {
    const lines = client < returns ? [BACK, ENDED] : client < 12 ? [ENDED] : [STAYED];
    return contractClient(`client ${client}`, "2019-01-01", lines);
  });
}

describe("clients that left and returned", () => {
  it("are counted, with how long they were away and what they bring now", () => {
    expect(returnsSeen(book(6))).toEqual({
      left: 12,
      returned: 6,
      medianMonths: expect.closeTo(12, 1),
      revenueShare: 6 / 14,
    });
    expect(returnsSeen([])).toEqual({ left: 0, returned: 0, medianMonths: null, revenueShare: 0 });
  });

  it("do not count where the next contract is late paper, or another lived on", () => {
    const late = contractLine("2020-01-20", 4, 12, 100);
    const other = contractLine("2019-06-01", 3, 12, 100, true);
    for (const lines of [[ENDED, late], [ENDED, other, BACK].slice(0, 2)]) {
      expect(returnsSeen([contractClient("a", "2019-01-01", lines)]).returned).toBe(0);
    }
  });

  it("are told the reader, as nothing is expected of them", () => {
    const warned = ({ warnings }: { readonly warnings: readonly string[] }) =>
      warnings.filter((warning) => warning.includes("do not see"));
    expect(warned(fitValueModels(book(6)))).toEqual([
      expect.stringMatching(/of 12 clients .* 6 came back .* after 12 months .* 43% of what live/),
    ]);
    expect(warned(fitValueModels(book(4)))).toEqual([]);
  });
});
