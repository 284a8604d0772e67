import { describe, expect, it } from "vitest";
import {
  type AccountSituation,
  lifecyclePlan,
  lifecycleStage,
} from "../../../src/model/key-accounts/lifecycle-plan.js";

const situation: AccountSituation = {
  asOf: "2025-12-31",
  firstOn: "2022-03-01",
  renewals: [{ product: "Core", endsOn: "2026-10-07" }],
  goals: [
    { goal: "Second site", dueOn: "2026-06-02" },
    { goal: "Fewer delays", dueOn: "2025-11-02" },
    { goal: "Training", dueOn: null },
    { goal: "Far", dueOn: "2027-06-02" },
  ],
  offers: ["Planning", "Field app"],
  margin: { now: 100, before: 100 },
  poorOn: "engagement",
};

describe("the plan of an account", () => {
  it("puts everything of the next 12 months on its day", () => {
    expect(lifecyclePlan(situation).map(({ on, kind, subject }) => [on, kind, subject])).toEqual([
      ["2026-01-31", "mend", "engagement"],
      ["2026-03-31", "overdue goal", "Fewer delays"],
      ["2026-03-31", "goal", "Training"],
      ["2026-03-31", "review", null],
      ["2026-03-31", "offer", "Planning"],
      ["2026-06-02", "goal", "Second site"],
      ["2026-06-30", "review", null],
      ["2026-06-30", "offer", "Field app"],
      ["2026-07-08", "prepare renewal", "Core"],
      ["2026-09-30", "review", null],
      ["2026-10-08", "renewal", "Core"],
      ["2026-12-31", "review", null],
    ]);
  });

  it("prepares at once what renews soon or is overdue, and reviews where nothing else is known", () => {
    const soon = { ...situation, goals: [], offers: [], poorOn: null };
    const late = lifecyclePlan({ ...soon, renewals: [{ product: null, endsOn: "2025-12-01" }] });
    expect(late.slice(0, 2)).toEqual([
      { on: "2026-01-01", kind: "prepare renewal", subject: null },
      { on: "2026-01-01", kind: "renewal", subject: null },
    ]);
    expect(lifecyclePlan({ ...soon, renewals: [] }).map(({ kind }) => kind)).toEqual(Array(4).fill("review"));
  });

  it("knows where an account is in its life", () => {
    expect(lifecycleStage(situation)).toBe("steady");
    expect(lifecycleStage({ ...situation, firstOn: "2025-03-01" })).toBe("beginning");
    expect(lifecycleStage({ ...situation, renewals: [{ product: null, endsOn: "2026-06-30" }] })).toBe(
      "up for renewal",
    );
    expect(lifecycleStage({ ...situation, margin: { now: 111, before: 100 } })).toBe("growing");
    expect(lifecycleStage({ ...situation, margin: { now: 0, before: 100 } })).toBe("shrinking");
    expect(lifecycleStage({ ...situation, margin: { now: 0, before: 0 } })).toBe("steady");
  });

  it("tells losses apart by their size, and calls nobody growing who brings nothing", () => {
    const stage = (now: number, before: number) => lifecycleStage({ ...situation, margin: { now, before } });
    expect(stage(-105, -100)).toBe("steady");
    expect(stage(-95, -100)).toBe("steady");
    expect(stage(-120, -100)).toBe("shrinking");
    expect(stage(0, -700)).toBe("steady");
    expect(stage(50, -100)).toBe("growing");
  });
});
