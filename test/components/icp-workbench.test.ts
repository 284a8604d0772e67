// @vitest-environment jsdom
import { describe, expect, it, vi } from "vitest";
import { icpWorkbench } from "../../src/components/icp/icp-workbench.js";
import { workbenchAccounts } from "../../src/components/icp/icp-workbench-accounts.js";
import { draftsOfRule, ruleOfDrafts } from "../../src/components/icp/icp-workbench-rule.js";
import { formatter } from "../../src/components/words/format.js";
import type { IcpPage, PublishedRule } from "../../src/data/published/icp.js";

const f = formatter({ currency: "EUR", locale: "en-GB" });
const fields = [
  {
    field: "industry",
    column: "field0",
    kind: "category" as const,
    levels: [
      { level: "Retail", accounts: 30 },
      { level: "Media", accounts: 30 },
    ],
    range: null,
  },
  { field: "employees", column: "field1", kind: "measure" as const, levels: [], range: [10, 59] as const },
];
const rows = Array.from({ length: 60 }, (_, index) => ({
  isClient: index < 40,
  clv: index < 40 ? (index % 2 === 0 ? 300 : 100) : null,
  expectedValue: index < 40 ? null : 50,
  group: index < 40 ? index : null,
  field0: index % 2 === 0 ? "Retail" : "Media",
  field1: index === 0 ? null : 10 + index,
}));
const current: PublishedRule = {
  rule: { all: [{ field: "industry", in: ["Media"] }] },
  sentence: "Media companies",
  clients: 20,
  shareOfClients: 0.5,
  shareOfClv: 0.25,
  meanClv: 100,
  lift: { value: 0.5, low: 0.5, high: 0.5 },
  difference: { value: -100, low: -100, high: -100 },
  prospects: 10,
  shareOfProspects: 0.5,
};
const icp: IcpPage = {
  status: "ready",
  hasMultiples: true,
  finding: "not enough evidence",
  reason: "",
  clients: 40,
  meanClv: 200,
  proposed: null,
  current,
  change: null,
  avoid: null,
  unmeasured: null,
  alternatives: [],
  conditionStability: [],
  levels: [],
  whiteSpace: null,
  leftOut: [],
  flagged: [],
  soundFields: 2,
  workbench: {
    fields,
    clients: 40,
    ofClients: 40,
    prospects: 20,
    ofProspects: 20,
    seed: 1,
    hasExpectedValue: true,
  },
};

/** An open workbench, and what it told of the rule. */
async function opened(rule: string) {
  const onRule = vi.fn();
  const load = vi.fn(async () => workbenchAccounts(rows, fields));
  const bench = icpWorkbench(icp, { f, rule, load, onRule });
  document.body.replaceChildren(bench);
  if (rule === "") {
    expect(load).not.toHaveBeenCalled();
    bench.querySelector<HTMLElement>("summary")?.click();
  }
  await vi.waitFor(() => expect(bench.querySelector('[role="status"]')?.textContent).toBeTruthy());
  return { bench, onRule, load };
}
const textOf = (bench: HTMLElement) => bench.textContent?.replace(/\s+/g, " ") ?? "";
const change = (control: HTMLInputElement | HTMLSelectElement, value: string) => {
  control.value = value;
  control.dispatchEvent(new Event("input", { bubbles: true }));
};

describe("icpWorkbench", () => {
  it("loads only when it is opened, and starts from the profile there is", async () => {
    const { bench, onRule, load } = await opened("");
    expect(load).toHaveBeenCalledTimes(1);
    expect(onRule).toHaveBeenLastCalledWith("industry(Media)");
    expect(bench.querySelector('[role="status"]')?.textContent).toBe("Media companies");
    expect(textOf(bench)).toMatch(/Clients20.*25%.*Lift0\.5×.*Prospects10.*€500/);
    expect(textOf(bench)).toContain("not validated");
  });

  it("answers each change at once and says the rule in the address and in every form", async () => {
    const { bench, onRule } = await opened("industry(Retail)");
    expect(textOf(bench)).toMatch(/Lift1\.5×/);
    const second = bench.querySelectorAll("select")[1];
    if (second) change(second, "employees");
    const from = bench.querySelector<HTMLInputElement>('input[type="number"]');
    if (from) change(from, "40");
    expect(onRule).toHaveBeenLastCalledWith("industry(Retail)employees[40,]");
    expect(bench.querySelector('[role="status"]')?.textContent).toBe(
      "Retail companies with 40 or more employees",
    );
    expect(textOf(bench)).toContain("1 client and 0 prospects might fit as well");
    const forms = [...bench.querySelectorAll("select")].at(-1);
    if (forms) change(forms, "sql");
    expect(bench.querySelector("pre")?.textContent).toContain(
      `"industry" IN ('Retail')\n  AND "employees" >= 40`,
    );
    if (forms) change(forms, "salesforce");
    expect(bench.querySelector("pre")?.textContent).toBe(
      "Industry  equals  Retail\nEmployees  greater or equal  40",
    );
    if (forms) change(forms, "hubspot");
    expect(bench.querySelector("pre")?.textContent).toContain('"operator": "IS_ANY_OF"');
  });

  it("says that crossed bounds do not count, and leaves them out of the rule", async () => {
    const { bench, onRule } = await opened("industry(Retail)employees[40,20]");
    expect(onRule).toHaveBeenLastCalledWith("industry(Retail)");
    const alert = bench.querySelector('[role="alert"]');
    expect(alert?.textContent).toContain("From is above Up to");
    const [from] = bench.querySelectorAll<HTMLInputElement>('input[type="number"]');
    if (from) change(from, "15");
    expect(alert?.textContent).toBe("");
    expect(onRule).toHaveBeenLastCalledWith("industry(Retail)employees[15,20]");
  });

  it("keeps levels that the data lack, drops fields that they lack, and survives an unreadable link", async () => {
    const strange = await opened("industry(Space)hair(red)");
    expect(textOf(strange.bench)).toContain("no inputs for it here: hair");
    expect(textOf(strange.bench)).toContain("no client fits");
    expect(strange.onRule).toHaveBeenLastCalledWith("industry(Space)");
    const broken = await opened("industry(");
    expect(textOf(broken.bench)).toContain("could not be read");
  });

  it("keeps the empty rule in the address, and opens on it", async () => {
    const { bench, onRule } = await opened("industry(Retail)");
    [...bench.querySelectorAll("button")].find(({ textContent }) => textContent === "Start empty")?.click();
    const [kept] = onRule.mock.lastCall ?? [];
    expect(kept).not.toBe("");
    const again = await opened(kept);
    expect([...again.bench.querySelectorAll("select")].slice(0, 3).map(({ value }) => value)).toEqual([
      "",
      "",
      "",
    ]);
    expect(textOf(again.bench)).not.toContain("could not be read");
  });

  it("forgets the rule when it is closed", async () => {
    const { bench, onRule } = await opened("industry(Retail)");
    bench.querySelector<HTMLElement>("summary")?.click();
    await vi.waitFor(() => expect(onRule).toHaveBeenLastCalledWith(""));
  });

  it("says so when the accounts cannot be read", async () => {
    const bench = icpWorkbench(icp, {
      f,
      rule: "industry(Retail)",
      load: () => Promise.reject(new Error("404")),
      onRule: () => {},
    });
    document.body.replaceChildren(bench);
    await vi.waitFor(() => expect(bench.textContent).toContain("could not be read (404)"));
  });
});

describe("drafts of a rule", () => {
  it("say nothing until a level or a bound is given, and give the rule back", () => {
    const blank = { levels: [], from: null, to: null };
    expect(
      ruleOfDrafts(
        [
          { field: "industry", ...blank },
          { field: "employees", ...blank },
        ],
        fields,
      ),
    ).toEqual({ all: [] });
    const rule = {
      all: [
        { field: "employees", to: 40 },
        { field: "industry", in: ["Media"] },
      ],
    };
    expect(ruleOfDrafts(draftsOfRule(rule, fields).drafts, fields)).toEqual(rule);
  });
});
