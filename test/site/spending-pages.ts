import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import type { BuiltReport } from "./built-report.js";

/** The tests of what a reader turns on the pages that say what to spend; of a report that is built when they run. */
export function describeSpendingPages(report: () => BuiltReport): void {
  describe("turning the what-if", () => {
    it("changes the figures and the address, which opens on the same, and goes back to the report", async () => {
      const { page, complaints } = await report().open("what-if");
      const before = await figures(page);
      expect(before).toMatch(/as in the report/);
      await page.locator("main").getByRole("slider", { name: "Yearly retention" }).fill("-10");
      await page.waitForFunction(() => location.search === "?retention=-10");
      const after = await figures(page);
      expect(after).toMatch(/−\u2060€\S+ on €/);
      expect(after).not.toBe(before);

      const again = await report().open("what-if?retention=-10");
      expect(await figures(again.page)).toBe(after);
      await again.page.getByRole("button", { name: "Back to the report" }).click();
      await again.page.waitForFunction(() => location.search === "");
      expect(await figures(again.page)).toBe(before);
      expect([...complaints, ...again.complaints]).toEqual([]);
      await page.context().close();
      await again.page.context().close();
    });

    it("takes a scenario, and the inputs of an investment beside it", async () => {
      const { page, complaints } = await report().open("what-if?scenario=Downturn");
      expect(await figures(page)).toMatch(/−\u2060€\S+ on €/);
      const panel = page.locator("section.bw-panel", { hasText: "Teach and support clients" });
      const before = await figures(panel);
      await panel.getByRole("slider", { name: "Fewer of them leave" }).fill("60");
      await page.waitForFunction(() => location.search.includes("fewer=60"));
      expect(await figures(panel)).not.toBe(before);
      expect(await panel.innerText()).toMatch(/Pays back\s+(in|at|not)/i);
      const address = new URL(page.url()).search;
      expect(address).toContain("scenario=Downturn");
      const again = await report().open(`what-if${address}`);
      const sameAgain = again.page.locator("section.bw-panel", { hasText: "Teach and support clients" });
      expect(await figures(sameAgain)).toBe(await figures(panel));
      expect([...complaints, ...again.complaints]).toEqual([]);
      await page.context().close();
      await again.page.context().close();
    });
  });

  describe("setting the budget", () => {
    it("follows total, aim and currency in figures, table and address, and a link opens on the same", async () => {
      const { page, complaints } = await report().open("budget");
      const main = page.locator("main");
      const before = await table(page);
      await main.getByRole("checkbox", { name: /^Move channels of which the data cannot tell/ }).check();
      await page.waitForFunction(() => location.search === "?unclear=true");
      const total = main.getByRole("slider", { name: "Budget a month" });
      const [least, most] = [await total.getAttribute("min"), await total.getAttribute("max")];
      await total.fill(most ?? "");
      await page.waitForFunction((set) => location.search.includes(`total=${set}`), most);
      const rich = await table(page);
      expect(rich).not.toBe(before);
      await total.fill(least ?? "");
      await page.waitForFunction((set) => location.search.includes(`total=${set}`), least);
      expect(await table(page)).not.toBe(rich);

      await main.getByRole("combobox", { name: "Count in" }).selectOption("hours");
      await main.getByRole("slider", { name: "Hours of selling a month" }).waitFor();
      const address = new URL(page.url()).search;
      expect(address).toContain("currency=hours");
      expect(address).not.toContain("total=");
      const again = await report().open(`budget${address}`);
      expect(await table(again.page)).toBe(await table(page));
      expect([...complaints, ...again.complaints]).toEqual([]);
      await page.context().close();
      await again.page.context().close();
    });
  });
}

/** The headline numbers that stand first below a place. */
async function figures(place: Page | ReturnType<Page["locator"]>): Promise<string> {
  return place.locator(".bw-stats").first().innerText();
}

async function table(page: Page): Promise<string> {
  const lines = page.getByRole("region", {
    name: "What is spent a month on each line today and as proposed",
  });
  return lines.locator("tbody").innerText();
}
