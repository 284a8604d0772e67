// @vitest-environment jsdom
import { beforeEach, describe, expect, it } from "vitest";
import { learnFormula } from "../../src/components/learn/learn-formula.js";
import { learnQuota } from "../../src/components/learn/learn-quota.js";

const report = { currency: "EUR", locale: "en-GB", discountRateAnnual: 0.1 };

function move(node: HTMLElement, label: string, value: number): void {
  const control = [...node.querySelectorAll("label")].find((one) => one.textContent?.includes(label));
  const input = control?.querySelector("input");
  if (!input) throw new Error(`no slider ${label}`);
  input.value = String(value);
  input.dispatchEvent(new Event("input", { bubbles: true }));
}

beforeEach(() => history.replaceState(null, "", "/learn"));

describe("the formula to play with", () => {
  it("starts with 200 × 2 × 5 = 2,000 and follows the sliders into the address", () => {
    const node = learnFormula(report);
    expect(node.textContent).toContain("€2,000");
    move(node, "Years a client stays", 6);
    expect(node.textContent).toContain("€2,400");
    expect(location.search).toBe("?years=6");
    expect(learnFormula(report).textContent).toContain("€2,400");
  });
});

describe("two sellers with one quota", () => {
  it("differ by how long their clients stay", () => {
    const node = learnQuota(report);
    expect(node.textContent).toMatch(/Both met the same quota\. Ben brought 2\.2× as much/);
    move(node, "Anna", 90);
    expect(node.textContent).toContain("both brought the same");
    move(node, "Ben", 0);
    expect(node.textContent).toContain("Anna brought");
  });
});
