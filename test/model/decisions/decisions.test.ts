import { describe, expect, it } from "vitest";
import { decisionSentence } from "../../../src/components/answer/decision-list.js";
import {
  concentrationDecision,
  keepDecision,
  productDecision,
  strategyDecision,
} from "../../../src/model/decisions/client-decisions.js";
import { chooseDecisions, type Decision, said } from "../../../src/model/decisions/decision.js";
import { spendDecision } from "../../../src/model/decisions/spend-decision.js";
import {
  marketDecision,
  pipelineDecision,
  profileDecision,
  pursueDecision,
  stopDecision,
} from "../../../src/model/decisions/target-decisions.js";
import type { SpendLine } from "../../../src/model/economics/spend-response/spend-line.js";

const words = (decision: Decision | null) =>
  decision === null ? null : decisionSentence(decision, { currency: "EUR", locale: "en-GB" });
const interval = (value: number, low: number, high: number) => ({ value, low, high });

describe("the decisions", () => {
  it("are the first five that the data bear out", () => {
    const one = (topic: string): Decision => ({ topic, parts: [topic], page: "x", evidence: "x" });
    const chosen = chooseDecisions([one("a"), null, one("b"), one("c"), null, one("d"), one("e"), one("f")]);
    expect(chosen.map(({ topic }) => topic)).toEqual(["a", "b", "c", "d", "e"]);
    expect(chooseDecisions([null])).toEqual([]);
    expect(said`a ${"b"} c ${{ count: 1 }}`).toEqual(["a b c ", { count: 1 }]);
  });

  it("say whom to pursue", () => {
    const capacity = { accounts: 300, shareOfProspects: 0.05, shareOfExpectedValue: 0.19 };
    expect(words(pursueDecision({ first: ["A", "B"], capacity }))).toBe(
      "Work the first 300 accounts of the list, A and B first: 19% of its value before the cost of winning lies in 5.0% of it.",
    );
    expect(pursueDecision({ first: [], capacity: null })).toBeNull();
  });

  it("say whom to stop pursuing, if that is sure", () => {
    const avoid = {
      sentence: "Companies with up to 20 employees.",
      lift: interval(0.5, 0.4, 0.7),
      difference: interval(-28_000, -40_000, -9000),
      prospects: 412,
    };
    expect(words(stopDecision(avoid, true, null))).toBe(
      "Stop pursuing companies with up to 20 employees: such clients are worth 0.5× the average, and 412 prospects are of that kind.",
    );
    expect(stopDecision({ ...avoid, lift: interval(0.9, 0.7, 1.1) }, true, null)).toBeNull();
    expect(stopDecision(null, true, null)).toBeNull();
    expect(words(stopDecision(avoid, false, null))).toBe(
      "Stop pursuing companies with up to 20 employees: such clients are worth €28k less than the average, and 412 prospects are of that kind.",
    );
    expect(stopDecision({ ...avoid, difference: interval(-5, -9, 1) }, false, null)).toBeNull();
  });

  it("say how many of those to stop pursuing are on the list all the same, and lead to their names", () => {
    const avoid = {
      sentence: "Companies with under 20 employees",
      lift: interval(0.5, 0.4, 0.7),
      difference: interval(-28_000, -40_000, -9000),
      prospects: 412,
    };
    const some = stopDecision(avoid, true, { ranked: 412, listed: 4, first: 300 });
    expect(words(some)).toContain(
      "412 prospects are of that kind. 4 of them are among the first 300 of the list all the same: their own expected value, by all that is known, is high enough.",
    );
    expect(some?.list).toEqual({
      page: "prospects",
      query: { avoid: "yes", within: "false" },
      words: "these prospects",
    });
    const none = stopDecision(avoid, true, { ranked: 0, listed: 0, first: 300 });
    expect(words(none)).not.toContain("all the same");
    expect(none).not.toHaveProperty("list");
  });

  it("replace today's profile only where the other is surely better", () => {
    const [better, worse] = [interval(1.8, 1.5, 2.1), interval(0.8, 0.6, 1)];
    const rule = (lift: typeof better) => ({
      sentence: "x",
      lift,
      difference: interval(
        ...([lift.value, lift.low, lift.high].map((one) => 1000 * (one - 1)) as [number, number, number]),
      ),
    });
    expect(words(profileDecision(rule(worse), rule(better), true))).toContain(
      "0.8× the average, those of the proposed one 1.8×",
    );
    expect(profileDecision(rule(interval(1.4, 1.2, 1.6)), rule(better), true)).toBeNull();
    expect(profileDecision(null, rule(better), true)).toBeNull();
    expect(words(profileDecision(rule(worse), rule(better), false))).toBe(
      "Replace today’s profile: clients of the proposed one are worth €1k more each.",
    );
  });

  it("reorder the pipeline, and look at the market, only where something is gained or has turned", () => {
    const pipeline = { first: 30, exchanged: 8, gain: interval(4e5, 1e5, 7e5) };
    expect(words(pipelineDecision(pipeline))).toContain(
      "8 of the first 30 accounts change, for €400k more (€100k to €700k)",
    );
    expect(pipelineDecision({ ...pipeline, gain: interval(4e5, -1, 7e5) })).toBeNull();
    expect(pipelineDecision({ ...pipeline, exchanged: 0 })).toBeNull();
    expect(words(marketDecision({ sentence: "It turned." }))).toBe("It turned.");
    expect(marketDecision(null)).toBeNull();
  });

  it("say which key accounts to keep and for how much", () => {
    const account = (name: string, valueAtRisk: number, reach: number) => ({
      name,
      page: name,
      valueAtRisk,
      inReach: interval(reach, reach, reach),
    });
    const accounts = [account("A", 100_000, 0.8), account("B", 90_000, 0), account("C", 50_000, 0.8)];
    const whole = { share: 0.3, yearRevenue: 1_000_000, isMeasured: true };
    expect(words(keepDecision({ ...whole, accounts }))).toBe(
      "Spend up to €60k in the next 12 months on keeping A and C, if the work avoids 50% of the avoidable leaving.",
    );
    expect(words(keepDecision({ ...whole, accounts, isMeasured: false }))).toMatch(
      /^Spend up to €12k .* avoids 10% of the leaving/,
    );
    expect(words(keepDecision({ ...whole, accounts: [account("B", 90_000, 0)] }))).toContain(
      "Keep B in sight: €90k may be lost",
    );
    const assumed = { ...whole, isMeasured: false };
    expect(keepDecision({ ...assumed, accounts: [{ ...account("D", 9e5, 1), page: null }] })).toBeNull();
    expect(keepDecision({ ...assumed, accounts: [account("E", 0, 1)] })).toBeNull();
    expect(keepDecision({ ...assumed, accounts: [account("F", 0, 1)], yearRevenue: 0 })).toBeNull();
  });

  it("ask nobody to keep accounts that are nothing beside the whole", () => {
    const reach = interval(1, 1, 1);
    const accounts = ["A", "B"].map((name) => ({ name, page: name, valueAtRisk: 700, inReach: reach }));
    const whole = { accounts, isMeasured: false, share: 0.3, yearRevenue: 110_000 };
    expect(words(keepDecision(whole))).toContain("Spend up to €140");
    expect(keepDecision({ ...whole, share: 0.035 })).toBeNull();
    expect(keepDecision({ ...whole, yearRevenue: 200_000 })).toBeNull();
    expect(keepDecision({ ...whole, share: Number.NaN })).toBeNull();
  });

  it("say what worked, and doubt what is not visible", () => {
    const one = (
      name: string,
      verdict: "worked" | "harmed" | "not visible" | "not judged",
      value = 0.09,
    ) => ({
      name,
      verdict,
      touched: 150,
      outcomes: [{ outcome: "renewals" as const, claimed: verdict === "worked", effect: { value } }],
    });
    expect(
      words(strategyDecision([one("Loyalty", "not visible"), one("Onboarding", "worked")], "margin")),
    ).toBe(
      "Go on with “Onboarding”: it worked for the 150 clients that it touched (9 points more renewals). “Loyalty” is not visible: ask what it is for, or end it.",
    );
    expect(words(strategyDecision([one("Calls", "harmed")], "margin"))).toContain("End “Calls”: it did harm");
    expect(strategyDecision([one("New", "not judged")], "margin")).toBeNull();
    expect(strategyDecision([], "margin")).toBeNull();
    const more = [{ outcome: "margin" as const, claimed: true, effect: { value: 9 } }];
    expect(words(strategyDecision([{ ...one("Care", "worked"), outcomes: more }], "revenue"))).toContain(
      "(more revenue)",
    );
  });

  it("name the product whose buyers leave, and what hangs on few", () => {
    const test = { label: "Express", claimed: true, decisions: 100, stayed: 50, expectedStayed: 70 };
    expect(words(productDecision([{ ...test, claimed: false, label: "x" }, test]))).toContain(
      "Express, or mend it: its buyers stayed at 50% of 100 decisions, where like clients stay at 70%",
    );
    expect(productDecision([{ ...test, claimed: false }])).toBeNull();
    const few = { key: 12, clients: 420, unattended: 12, share: 0.28, holdHalf: 38 };
    expect(words(concentrationDecision(few))).toBe(
      "Say who looks after 12 accounts: 28% of what is still to come hangs on them, half of all on 38.",
    );
    expect(words(concentrationDecision({ ...few, unattended: 3 }))).toBe(
      "Say who looks after 3 of the 12 key accounts: 28% of what is still to come hangs on all 12, half of all on 38.",
    );
    expect(words(concentrationDecision({ ...few, unattended: 0 }))).toMatch(
      /^Look after 12 accounts before all others: 28%/,
    );
    expect(words(concentrationDecision({ ...few, key: 5, share: 0.75, holdHalf: 1 }))).toMatch(
      /half of all on a single one\.$/,
    );
    expect(concentrationDecision({ ...few, share: 0.035 })).toBeNull();
    expect(concentrationDecision({ ...few, clients: 85 })).toBeNull();
    expect(concentrationDecision({ ...few, key: 0, share: 0 })).toBeNull();
    expect(concentrationDecision({ ...few, share: Number.NaN })).toBeNull();
  });

  it("say where to spend more, as the budget page proposes, and nothing where the draws leave it open", () => {
    const curve = { ceiling: 400, halfSpend: 40 };
    const line = (name: string, draws: readonly (typeof curve)[]): SpendLine => ({
      purpose: "win",
      segment: null,
      name,
      today: 20,
      seen: { low: 10, high: 60 },
      peopleShare: 0,
      status: "responds",
      nextEuro: "brings more",
      curve,
      draws,
    });
    const sure = spendDecision([line("search", [curve]), line("events", [curve])]);
    expect(words(sure)).toMatch(
      /^Spend €120 a month instead of €40, more on search and events: after the change in spend, €\d+ \(€\d+ to €\d+\) a month more/,
    );
    expect(sure?.page).toBe("budget");
    // By hand: each line brings 400·60/100 instead of 400·20/60, less the 80 a month that both cost more.
    expect(words(sure)).toContain(", €133 (€133 to €133) a month more");
    const open = { ...line("events", [curve]), nextEuro: "cannot tell" as const };
    expect(words(spendDecision([line("search", [curve]), open]))).toMatch(
      /^Spend €80 a month instead of €40, more on search: after the change in spend, €/,
    );
    expect(spendDecision([open])).toBeNull();
    expect(spendDecision([line("search", [{ ...curve, ceiling: 1 }])])).toBeNull();
    // Half of the draws bring less than what is spent more, although they bring something.
    const doubtful = [curve, { ceiling: 100, halfSpend: 40 }];
    expect(spendDecision([line("search", doubtful)])).toBeNull();
    expect(spendDecision([])).toBeNull();
  });
});
