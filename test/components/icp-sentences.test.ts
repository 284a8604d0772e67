import { describe, expect, it } from "vitest";
import { shownLevels } from "../../src/components/icp/icp-levels.js";
import {
  avoidSentence,
  changeSentence,
  changeTitle,
  icpAnswer,
  levelsTitle,
  optimismSentence,
  ruleForSettings,
  yardstickTitle,
} from "../../src/components/icp/icp-sentences.js";
import { formatter } from "../../src/components/words/format.js";
import type { IcpPage, IndexedLevel } from "../../src/data/published/icp.js";

type SearchedRule = NonNullable<IcpPage["proposed"]>;

const f = formatter({ currency: "EUR", locale: "en-GB" });
const proposed: SearchedRule = {
  rule: {
    all: [
      { field: "industry", in: ["Logistics", "Food, drink"] },
      { field: "employees", from: 200 },
    ],
  },
  sentence: "Logistics or Food, drink companies with 200 or more employees",
  clients: 40,
  shareOfClients: 0.2,
  shareOfClv: 0.45,
  meanClv: 225,
  lift: { value: 2, low: 1.5, high: 2.6 },
  difference: { value: 100, low: 50, high: 160 },
  prospects: 300,
  shareOfProspects: 0.1,
  apparentLift: 2.25,
  p: 0.012,
};
const current = { ...proposed, sentence: "Retail companies.", lift: { value: 0.8, low: 0.7, high: 0.9 } };
const moved = (clients: number, meanClv: number | null, prospects: number) => ({
  clients,
  meanClv,
  prospects,
  worthMost: [],
});
const level = (name: string, value: number, clear: boolean): IndexedLevel => ({
  field: name.startsWith("in") ? "industry" : "country",
  level: name,
  highValueClients: 5,
  clients: 20,
  shareOfHighValue: 0.1,
  shareOfClients: 0.1,
  index: { value, low: value / 1.5, high: value * 1.5 },
  clear,
});
const icp: IcpPage = {
  status: "ready",
  hasMultiples: true,
  finding: "named",
  reason: "",
  clients: 200,
  meanClv: 100,
  proposed,
  current,
  change: { enter: moved(30, 240, 250), stay: moved(10, 180, 50), leave: moved(90, 60, 900) },
  avoid: { ...proposed, sentence: "Retail companies", lift: { value: 0.4, low: 0.3, high: 0.5 } },
  unmeasured: null,
  alternatives: [],
  conditionStability: [],
  levels: [level("industry A", 2, true), level("DE", 3, false), level("industry B", 0.4, true)],
  whiteSpace: null,
  leftOut: [],
  flagged: [],
  soundFields: 9,
  workbench: {
    fields: [],
    clients: 200,
    ofClients: 200,
    prospects: 3000,
    ofProspects: 3000,
    seed: 1,
    hasExpectedValue: false,
  },
};

describe("sentences of the page of the profile", () => {
  it("answers with the rule, its lift and interval, and today's", () => {
    expect(icpAnswer(icp, f)).toEqual({
      rule: "Logistics or Food, drink companies with 200 or more employees",
      after: " are worth 2× (1.5× to 2.6×) the average client; those that fit today’s profile, 0.8×.",
    });
  });

  it("says so when the data cannot tell", () => {
    const { rule, after } = icpAnswer({ proposed: null, current, hasMultiples: true }, f);
    expect(rule).toBeNull();
    expect(after).toBe(
      "The data do not support a new profile. Clients that fit today’s are worth 0.8× (0.7× to 0.9×) the average client.",
    );
    expect(icpAnswer({ proposed: null, current: null, hasMultiples: true }, f).after).toBe(
      "The data do not support a new profile.",
    );
  });

  it("sets the honest lift beside the apparent one", () => {
    expect(optimismSentence(proposed, icp, f)).toContain("looks like 2.3×");
    expect(optimismSentence(proposed, icp, f)).toContain("2× (1.5× to 2.6×)");
  });

  it("titles the yardstick with what there is", () => {
    expect(yardstickTitle({ ...icp, current: null }, f)).toBe(
      "Among the clients that chose it, the proposed profile holds 45% of lifetime value in 20% of clients",
    );
    expect(yardstickTitle({ ...icp, proposed: null, current: null }, f)).toBe(
      "Neither a current nor a proposed profile",
    );
  });

  it("tells how the target moves", () => {
    expect(changeTitle(icp, f)).toBe("90 clients leave the target, 30 enter, 10 stay");
    expect(changeSentence(icp, f)).toBe(
      "The target shrinks from 950 to 300 prospects: 900 leave it, 250 enter.",
    );
    expect(changeSentence({ ...icp, change: null }, f)).toContain("Set currentIcp");
    expect(changeSentence({ ...icp, change: null, proposed: null }, f)).toContain("nobody enters");
  });

  it("names whom to avoid, or that nobody is", () => {
    expect(avoidSentence(icp, f)).toBe(
      "Retail companies are worth 0.4× (0.3× to 0.5×) the average client; 300 prospects (10%) fit that description.",
    );
    expect(avoidSentence({ ...icp, avoid: null }, f)).toContain("No kind of client");
    const { avoid, change } = icp;
    if (!avoid || !change) throw new Error("no rule to avoid, or no change");
    const unlisted = { ...avoid, prospects: null, shareOfProspects: null };
    expect(avoidSentence({ ...icp, avoid: unlisted }, f)).toBe(
      "Retail companies are worth 0.4× (0.3× to 0.5×) the average client.",
    );
    const stay = { ...change.stay, prospects: null };
    expect(changeSentence({ ...icp, change: { ...change, stay } }, f)).toMatch(/there is no prospects\.csv/);
  });

  it("names only clear traits in a title", () => {
    expect(levelsTitle(icp.levels, "20%")).toBe(
      "Clearly more common among the best 20% of clients: industry A (industry)",
    );
    expect(levelsTitle([level("DE", 3, false)], "20%")).toContain("Nothing known before the sale");
  });

  it("writes the rule as the settings take it", () => {
    expect(ruleForSettings(proposed.rule ?? { all: [] })).toBe(
      'currentIcp: {"all":[{"field":"industry","in":["Logistics","Food, drink"]},{"field":"employees","from":200}]}',
    );
  });
});

describe("shownLevels", () => {
  it("orders by index, of one field when one is chosen", () => {
    expect(shownLevels(icp.levels, "").map((row) => row.level)).toEqual(["DE", "industry A", "industry B"]);
    expect(shownLevels(icp.levels, "industry").map((row) => row.level)).toEqual(["industry A", "industry B"]);
  });

  it("drops the unclear ones nearest to 1 first", () => {
    const many = Array.from({ length: 30 }, (_, i) => level(`in ${i}`, 1 + i / 10, false));
    const shown = shownLevels([...many, level("DE", 1.2, true)], "");
    expect(shown).toHaveLength(18);
    expect(shown.some((row) => row.level === "DE")).toBe(true);
    expect(shown.some((row) => row.level === "in 0")).toBe(false);
  });
});
