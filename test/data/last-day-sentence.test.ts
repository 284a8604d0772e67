import { describe, expect, it } from "vitest";
import { lastDaySentence } from "../../src/data/method/last-day-sentence.js";
import type { ContestRow } from "../../src/model/value/tournament/contest-table.js";

const row = (name: string, last: number | null): ContestRow => ({
  name,
  kind: "model",
  losses: [0.9, last],
  choosingLoss: 0.9,
  accuracy: null,
});

describe("the last day of a contest", () => {
  it("names one or two that did better, models as well as rules, and not who only did on paper", () => {
    const used = row("average", 0.651);
    expect(lastDaySentence(used, [used, row("formula", 0.6505)])).toMatch(
      /error was 0\.65; nothing did better/,
    );
    expect(lastDaySentence(used, [used, row("BG", 0.51), row("churn", 0.58)])).toMatch(
      /; “BG” \(0\.51\) and “churn” \(0\.58\) did better/,
    );
  });

  it("counts more of them, and names the best", () => {
    const used = row("average", 0.65);
    const others = [0.6, 0.51, 0.62].map((loss, index) => row(`way ${index}`, loss));
    expect(lastDaySentence(used, [used, ...others])).toMatch(/3 ways did better, “way 1” \(0\.51\) most/);
  });

  it("says that nothing came to judge by", () => {
    expect(lastDaySentence(row("average", null), [row("other", null)])).toMatch(/nothing came to judge by/);
  });
});
