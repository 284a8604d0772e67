import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { filesBelow } from "../../src/cli/site/site-files.js";
import { writeSampleWorld } from "../../src/data/sample/sample-world.js";
import { axeSource } from "./axe-source.js";
import { type BuiltReport, buildReport } from "./built-report.js";
import { type PlainHost, startPlainHost } from "./plain-host.js";
import { describeSpendingPages } from "./spending-pages.js";

const pages = [
  ...["", "icp", "segments", "prospects", "leads", "value", "accounts"],
  ...["acquisition", "what-if", "budget", "performance", "impact", "market", "method", "quality", "learn"],
];
const hostileNames = ['=HYPERLINK("http://evil.example")', "<img src=x onerror=alert(1)>", `$\{1+1}`];

let report: BuiltReport;
let plainHost: PlainHost;

beforeAll(async () => {
  report = await buildReport(async (folder) => {
    await writeSampleWorld({ clients: 40, prospects: 150, seed: 5 }, folder);
    for (const table of ["clients", "prospects"])
      await renameFirst(join(folder, `${table}.csv`), hostileNames);
  }, writePrevious);
  plainHost = await startPlainHost(report.out);
});
afterAll(async () => {
  plainHost?.close();
  await report?.close();
});

/** An earlier report of the same clients but two, at a lower margin, with one client that has left. */
async function writePrevious(folder: string, dataFolder: string): Promise<void> {
  const [, ...lines] = (await readFile(join(dataFolder, "clients.csv"), "utf8")).trim().split("\n");
  const ids = lines.slice(2).map((line) => line.split(",")[0]);
  const rows = [...ids, "GONE-1"].map((id, index) => `${id},Client ${id},${1000 * index},900,800,0.5`);
  const margin = { byKind: {}, byProduct: {}, default: 0.5 };
  await mkdir(folder);
  await writeFile(
    join(folder, "clients.csv"),
    ["client_id,name,clv,total_value,historic_value,p_active", ...rows, ""].join("\r\n"),
  );
  const [, ...prospects] = (await readFile(join(dataFolder, "prospects.csv"), "utf8")).trim().split("\n");
  const places = prospects.map((line, index) => {
    const rank = prospects.length - index;
    return `${line.split(",")[0]},Prospect ${index},${rank},${rank <= 20 ? "A" : "D"},1000,1,0.2`;
  });
  await writeFile(
    join(folder, "prospects.csv"),
    ["prospect_id,name,rank,tier,expected_clv,win_index,p_win", ...places, ""].join("\r\n"),
  );
  await writeFile(
    join(folder, "manifest.json"),
    JSON.stringify({
      program: "bellwether",
      version: "0.0.1",
      asOf: "2025-06-30",
      settings: "",
      valueSettings: { currency: "EUR", horizonMonths: 60, discountRate: 0.1, margin, exchangeRates: {} },
    }),
  );
}

/** Gives the first accounts of a table other names. */
async function renameFirst(file: string, names: readonly string[]): Promise<void> {
  const [header = "", ...lines] = (await readFile(file, "utf8")).split("\n");
  const column = header.split(",").indexOf("name");
  const renamed = lines.map((line, index) => {
    const name = names[index];
    if (name === undefined || line.includes('"')) return line;
    return line
      .split(",")
      .map((cell, at) => (at === column ? `"${name.replaceAll('"', '""')}"` : cell))
      .join(",");
  });
  await writeFile(file, [header, ...renamed].join("\n"));
}

describe.each(pages)("page /%s", (path) => {
  it("opens without a complaint, asks no other host, passes WCAG 2 A and AA, and fits a phone, in light and dark", async () => {
    const { page, complaints, foreignRequests } = await report.open(path);
    await expectReadable(page);
    await expectLinksToHold(page);
    await expectAccessible(page);
    await expectToFitPhone(page);
    await page.emulateMedia({ colorScheme: "dark" });
    await expectReadable(page);
    await page.evaluate(() => {
      for (const details of document.querySelectorAll("main details")) details.setAttribute("open", "");
    });
    await expectToFitPhone(page, 320);
    expect(complaints).toEqual([]);
    expect(foreignRequests).toEqual([]);
    await page.context().close();
  });
});

/** Also where the host serves files by their own names alone. */
async function expectLinksToHold(page: Page): Promise<void> {
  const links = await page
    .locator("a[href]")
    .evaluateAll((all) =>
      all
        .map((a) => new URL((a as HTMLAnchorElement).href))
        .map(({ origin, pathname }) => ({ origin, pathname })),
    );
  const { origin, pathname: shown } = new URL(page.url());
  const own = links.filter((link) => link.origin === origin && link.pathname !== shown);
  expect(own.length).toBeGreaterThanOrEqual(pages.length - 1);
  for (const path of new Set(own.map(({ pathname }) => pathname))) {
    const { status } = await fetch(new URL(path, plainHost.address), { method: "HEAD" });
    expect(status, `${path}, linked from ${shown}`).toBe(200);
  }
}

/** By WCAG 2 A and AA; what passes is not written up. No page has frames, so none is opened to put their results together. */
async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page, axeSource })
    .setLegacyMode()
    .options({ resultTypes: ["violations"] })
    .withTags(["wcag2a", "wcag2aa", "wcag21aa"])
    .analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
}

/** Once what watches its own width has been drawn again, which takes a frame or two. */
async function expectToFitPhone(page: Page, width = 375): Promise<void> {
  await page.setViewportSize({ width, height: 800 });
  const overflow = await page.evaluate(async () => {
    for (let frame = 0; frame < 4; frame++) await new Promise(requestAnimationFrame);
    return document.documentElement.scrollWidth - window.innerWidth;
  });
  expect(overflow).toBeLessThanOrEqual(0);
}

async function expectReadable(page: Page): Promise<void> {
  expect(await page.locator(".observablehq--error").count()).toBe(0);
  const words = await page.locator("main").innerText();
  expect(words.length).toBeGreaterThan(400);
  expect(words).not.toMatch(/\bNaN\b|\bundefined\b|\[object |\bnull\b|Infinity|^(title|toc):/m);
}

describe("reading the list of prospects", () => {
  it("searches, keeps the search in the address, and downloads what is shown", async () => {
    const { page } = await report.open("prospects");
    const name = await page.locator("main table tbody tr").first().innerText();
    expect(name).toContain("A");
    const word = /\p{L}{4,}/u.exec(name)?.[0] ?? "";
    await page.getByRole("searchbox", { name: /name or id/i }).fill(word);
    await page.waitForFunction((text) => decodeURIComponent(location.search).includes(text), word);
    const download = page.waitForEvent("download");
    await page
      .getByRole("button", { name: /download/i })
      .first()
      .click();
    const csv = await readFile(await (await download).path(), "utf8");
    const lines = csv.trim().split("\r\n");
    expect(lines.length).toBeGreaterThan(1);
    expect(lines.slice(1).every((line) => line.toLowerCase().includes(word.toLowerCase()))).toBe(true);

    const again = await report.open(`prospects${new URL(page.url()).search}`);
    await expect(again.page.getByRole("searchbox", { name: /name or id/i }).inputValue()).resolves.toBe(word);
    await page.context().close();
    await again.page.context().close();
  });
});

describe("the list of prospects", () => {
  it("has the columns that fit when it opens on a phone, in dark", async () => {
    const { page, complaints } = await report.open("prospects", { scheme: "dark", width: 375 });
    await expectReadable(page);
    await expectToFitPhone(page);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it("holds the rows in sight alone, tells each one's place, and keeps the keyboard in the list", async () => {
    const { page } = await report.open("prospects?within=false");
    const list = page.getByRole("region", { name: "Prospects in ranked order" });
    const table = list.locator("table");
    const total = Number(await table.getAttribute("aria-rowcount"));
    expect(total).toBeGreaterThan(100);
    expect(await list.locator("tbody tr[aria-rowindex]").count()).toBeLessThan(50);
    expect(await list.locator("tbody tr").first().getAttribute("aria-rowindex")).toBe("2");
    await list.locator("button[data-row]").first().focus();
    const last = list.locator("tbody tr[aria-rowindex]").last();
    // Heights are measured on the way, so the end may move on a little.
    await page.waitForFunction(() => {
      const box = document.querySelector(".bw-table-tall");
      box?.scrollTo(0, box.scrollHeight);
      const end = [...document.querySelectorAll(".bw-table-tall tbody tr[aria-rowindex]")].at(-1);
      return end?.ariaRowIndex === document.querySelector(".bw-table-tall table")?.ariaRowCount;
    });
    expect(await list.evaluate((box) => box === document.activeElement)).toBe(true);
    await last.locator("button[data-row]").click();
    await last.and(list.locator("tr.bw-detail")).waitFor();
    await page.context().close();
  });

  it("stands in another order once how we sold is switched off, which the address keeps", async () => {
    const { page } = await report.open("prospects");
    const names = (of: Page) => of.locator(".bw-table-tall tbody th").allInnerTexts();
    const asSold = await names(page);
    await page.getByRole("checkbox", { name: /^Switch off how we sold/ }).check();
    await page.getByText(/of the first \d+ accounts would be others\. This is the list without\./).waitFor();
    const without = await names(page);
    expect(without).not.toEqual(asSold);
    const again = await report.open(`prospects${new URL(page.url()).search}`);
    expect(await names(again.page)).toEqual(without);
    await page.context().close();
    await again.page.context().close();
  });

  it("says who moved since the previous report", async () => {
    const { page } = await report.open("prospects");
    await page.getByRole("heading", { name: "Who moved since the previous report?" }).waitFor();
    const words = await page.locator("main").innerText();
    expect(words).toMatch(
      /Since the report of .*2025, \d+ of the \d+ accounts of tier A stayed, \d+ came in and \d+ left\./,
    );
    const moved = page.getByRole("region", {
      name: "Prospects that came into the first tier or left it since the previous report",
    });
    expect(await moved.locator("tbody tr").count()).toBeGreaterThan(5);
    await page.context().close();
  });
});

describe("what the best clients have in common", () => {
  it("is shown for one field, which the address keeps", async () => {
    const { page } = await report.open("icp");
    const field = page.locator("main").getByRole("combobox").first();
    const options = await field.locator("option").allInnerTexts();
    expect(options.length).toBeGreaterThan(2);
    await field.selectOption({ index: 2 });
    await page.waitForFunction(() => location.search !== "");
    const again = await report.open(`icp${new URL(page.url()).search}`);
    const chosen = again.page.locator("main").getByRole("combobox").first();
    expect(await chosen.inputValue()).toBe(await field.inputValue());
    await page.context().close();
    await again.page.context().close();
  });
});

describe("the workbench of rules", () => {
  it("measures a rule built by hand at once, and a link to it opens on the same rule", async () => {
    const { page, complaints } = await report.open("icp");
    const requests: string[] = [];
    page.on("request", (request) => requests.push(request.url()));
    const bench = page.locator("main details", { hasText: "Open the workbench" });
    await bench.locator("summary").first().click();
    await bench.getByText("not validated").waitFor();
    expect(requests.some((url) => url.includes("icp-workbench"))).toBe(true);
    await bench.getByRole("button", { name: "Start empty" }).click();
    await bench.getByLabel("Condition 1").selectOption("industry");
    await bench.getByRole("checkbox").first().check();
    await bench.getByLabel("Condition 2").selectOption("employees");
    await bench.getByLabel("From employees").fill("50");
    await page.waitForFunction(() => decodeURIComponent(location.search).includes("employees[50,]"));
    const sentence = await bench.getByRole("status").first().innerText();
    expect(sentence).toMatch(/companies with 50 or more employees$/);

    const again = await report.open(`icp${new URL(page.url()).search}`);
    const restored = again.page.locator("main details", { hasText: "Open the workbench" });
    await restored.getByText("not validated").waitFor();
    expect(await restored.getByRole("status").first().innerText()).toBe(sentence);
    expect(await restored.getByLabel("From employees").inputValue()).toBe("50");
    expect(await restored.locator("dl").innerText()).toBe(await bench.locator("dl").innerText());
    await expectAccessible(again.page);
    expect([...complaints, ...again.complaints]).toEqual([]);
    await page.context().close();
    await again.page.context().close();
  });
});

describe("whether initiatives worked", () => {
  it("is said of each, or why it cannot be told", async () => {
    const { page } = await report.open("impact");
    const words = await page.locator("main").innerText();
    for (const name of ["Onboarding and success reviews", "Loyalty programme"]) expect(words).toContain(name);
    expect(words).toMatch(
      /Not judged: it touched \d+ of those that were clients when it began, and 10 are needed/,
    );
    await page.context().close();
  });
});

describe("the rejected rows", () => {
  it("are searched and named with line and reason", async () => {
    const { page } = await report.open("quality");
    const block = page.locator(".bw-table-block", {
      has: page.locator("th", { hasText: "Why it was rejected" }),
    });
    await block.getByRole("searchbox").fill("2024-02-30");
    await page.getByText("no such day in the calendar").first().waitFor();
    expect(await page.locator("main").innerText()).not.toContain("C-OLD-17");
    await page.context().close();
  });

  it("are all downloaded, each with file, line, column, value, reason and money", async () => {
    const { page } = await report.open("quality");
    const block = page.locator(".bw-table-block", {
      has: page.locator("th", { hasText: "Why it was rejected" }),
    });
    const download = page.waitForEvent("download");
    await block.getByRole("button", { name: /download/i }).click();
    const csv = await readFile(await (await download).path(), "utf8");
    const [header, ...rows] = csv.replace("\ufeff", "").trim().split("\r\n");
    expect(header).toBe("file,line,column,value,reason,money");
    const counted = JSON.parse(
      await readFile(join(report.out, "exports", "quality.json"), "utf8"),
    ).files.reduce((sum: number, file: { rows: { rejected: number } }) => sum + file.rows.rejected, 0);
    expect(rows).toHaveLength(counted);
    expect(rows.join("\n")).toMatch(
      /^transactions\.csv,\d+,date,2024-02-30,no such day in the calendar,[\d.]+$/m,
    );
    await page.context().close();
  });
});

describe("the bridge from the previous report", () => {
  it("is drawn with its parts and the clients that moved most, for the value that the address keeps", async () => {
    const { page } = await report.open("quality");
    const main = page.locator("main");
    await main.getByRole("heading", { name: /^Lifetime value of all clients (rose|fell|stands)/ }).waitFor();
    await expect(main.getByText(/Changed settings: .*the margin from 50% to/).count()).resolves.toBe(1);
    await expect(main.getByText(/made by version 0\.0\.1 of the program/).count()).resolves.toBe(1);
    await main.getByRole("combobox", { name: "Value" }).selectOption("totalValue");
    await main.getByRole("heading", { name: /^Total value of all clients/ }).waitFor();
    const again = await report.open(`quality${new URL(page.url()).search}`);
    const heading = again.page.locator("main").getByRole("heading", { name: /^Total value of all clients/ });
    await heading.waitFor();
    const moved = again.page.getByRole("region", { name: "The clients whose value changed most" });
    await expect(moved.locator("tbody tr").count()).resolves.toBe(20);
    await page.context().close();
    await again.page.context().close();
  });
});

describe("a chart", () => {
  it("has its data behind it", async () => {
    const { page } = await report.open("method");
    const data = page.locator("figure details").first();
    await data.locator("summary").click();
    await data.locator("table tbody tr").first().waitFor();
    expect(await data.locator("table tbody td").first().innerText()).not.toBe("");
    await page.context().close();
  });
});

describe("the list of clients", () => {
  it("is sorted by keyboard", async () => {
    const { page } = await report.open("value");
    const header = page.getByRole("columnheader", { name: /client/i }).first();
    await header.getByRole("button").focus();
    await page.keyboard.press("Enter");
    await expect(header.getAttribute("aria-sort")).resolves.toMatch(/ascending|descending/);
    await page.context().close();
  });
});

describe("the client that is chosen", () => {
  it("shows what it may still bring and why, and is kept in the address", async () => {
    const { page } = await report.open("value");
    const rows = page.getByRole("region", { name: "Clients, with what each is worth" });
    const second = rows.locator("button[data-row]").nth(1);
    const id = (await second.getAttribute("data-row")) ?? "";
    await second.click();
    await page.waitForFunction((chosen) => new URLSearchParams(location.search).get("chosen") === chosen, id);
    expect(await rows.locator("tr.bw-open").innerText()).toMatch(/expected in the next 12 months/);
    const shown = rows.locator(".bw-client-detail");
    expect(await shown.innerText()).toMatch(/in four of five cases/);
    await shown.locator(".bw-chart svg").first().waitFor({ state: "attached" });
    const title = await shown.getByRole("heading").innerText();

    const again = await report.open(`value${new URL(page.url()).search}`);
    await again.page.locator(".bw-client-detail").getByRole("heading", { name: title }).waitFor();
    await page.context().close();
    await again.page.context().close();
  });
});

describe("what goes with value", () => {
  it("warns that it is no cause and nothing to target by, or says that there is too little", async () => {
    const { page } = await report.open("value");
    const words = await page.locator("main").innerText();
    expect(words).toMatch(/known after the sale only|Too few clients were seen for two years/);
    await page.context().close();
  });
});

describe("the page of a key account", () => {
  it("opens without a complaint, passes WCAG 2 A and AA, fits a phone, and prints for the customer nothing internal", async () => {
    const list = await report.open("accounts");
    const links = list.page.locator("main table a[href^='./accounts/']");
    expect(await links.count()).toBe(12);
    const path = new URL((await links.first().getAttribute("href")) ?? "", list.page.url()).pathname.slice(1);
    const names = await links.allInnerTexts();
    await list.page.context().close();

    const { page, complaints, foreignRequests } = await report.open(path);
    await expectReadable(page);
    await expectLinksToHold(page);
    await expectAccessible(page);
    expect(await page.locator("main").innerText()).toContain("What was agreed");
    await page.getByRole("combobox", { name: "Version" }).selectOption("customer");
    await page.waitForFunction(() => location.search === "?version=customer");
    await expectToFitPhone(page);

    await page.emulateMedia({ media: "print" });
    const printed = await page.evaluate(() => document.body.innerText);
    expect(printed).toContain("plan together");
    expect(printed).toContain("What comes next");
    expect(printed).not.toMatch(
      /[€$£]|\bEUR\b|%|\bvalue\b|\brisk\b|\bleav|\bengagement\b|\bsatisfaction\b|margin/i,
    );
    for (const other of names.slice(1)) expect(printed).not.toContain(other);
    expect([...complaints, ...foreignRequests]).toEqual([]);
    await page.context().close();
  });
});

describe("the decisions on the first page", () => {
  it("each link to a page that is there", async () => {
    const { page, complaints } = await report.open("");
    const links = await page
      .locator(".bw-decisions a")
      .evaluateAll((all) => all.map((a) => a.getAttribute("href")));
    expect(links.length).toBeGreaterThan(0);
    expect(links.length).toBeLessThanOrEqual(5);
    const files = await filesBelow(report.out);
    for (const link of links) expect(files).toContain(link?.replace("./", ""));
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});

describe("a report on a host that serves files by their own names alone", () => {
  it("is read from page to page, and a link opens on the view that was sent", async () => {
    const { page } = await report.open(plainHost.address);
    await page.locator("#observablehq-sidebar").getByRole("link", { name: "Client value" }).click();
    await page.waitForURL(`${plainHost.address}value.html`);
    const second = page.getByRole("region", { name: "Clients, with what each is worth" });
    await second.locator("button[data-row]").nth(1).click();
    await page.waitForFunction(() => location.search.includes("chosen="));
    const title = await page.locator(".bw-client-detail").getByRole("heading").innerText();
    expect(await page.locator("#observablehq-sidebar .observablehq-link-active").innerText()).toBe(
      "Client value",
    );
    const again = await report.open(page.url());
    await again.page.locator(".bw-client-detail").getByRole("heading", { name: title }).waitFor();
    await page.context().close();
    await again.page.context().close();
  });
});

describe("the search over the pages", () => {
  it("finds a page by a word that is spelt badly, and opens it by keyboard", async () => {
    const { page, complaints } = await report.open(`${plainHost.address}value.html`);
    await page.locator("#observablehq-search input").fill("prospcts");
    await page
      .locator("#observablehq-search-results .observablehq-link-active", { hasText: "Prospects" })
      .waitFor();
    await page.keyboard.press("Enter");
    await page.waitForURL(`${plainHost.address}prospects.html`);
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});

describe("what the report holds of others", () => {
  it("comes with its licences", async () => {
    const notices = await readFile(join(report.out, "LICENSES.txt"), "utf8");
    for (const name of ["@observablehq/plot", "@observablehq/framework", "d3-array", "htl", "hyparquet"]) {
      expect(notices).toMatch(new RegExp(`(^|, )${name} \\d`, "m"));
    }
    expect(notices).toMatch(/source-sans-3 .*source-serif-4 .*\n\n.*SIL OPEN FONT LICENSE/s);
    expect(notices).not.toMatch(/(^|, )(typescript|esbuild|arquero) \d/m);
  });
});

describe("an address without an ending, as it was shared before", () => {
  it("opens on the same page and view where the host resolves it", async () => {
    const { page, complaints } = await report.open("prospects?within=false#observablehq-main");
    expect(page.url()).toMatch(/\/prospects\?within=false#observablehq-main$/);
    await page.getByRole("region", { name: "Prospects in ranked order" }).waitFor();
    expect(complaints).toEqual([]);
    expect((await report.open("accounts")).page.url()).toMatch(/\/accounts$/);
    await page.context().close();
  });
});

describeSpendingPages(() => report);

describe("hostile names", () => {
  it("are shown as text and escaped in the exports", async () => {
    const { page, complaints } = await report.open("value");
    const search = page.locator("main").getByRole("searchbox").first();
    await search.fill("onerror");
    await page.getByText("<img src=x onerror=alert(1)>").first().waitFor();
    expect(complaints).toEqual([]);
    const csv = await readFile(join(report.out, "exports", "clients.csv"), "utf8");
    expect(csv).toContain(`"'=HYPERLINK(""http://evil.example"")"`);
    await page.context().close();
  });
});

describe("a build that fails", () => {
  it("leaves the last report untouched", async () => {
    const before = await filesBelow(report.out);
    const settings = join(report.dataFolder, "targeting.yaml");
    const good = await readFile(settings, "utf8");
    await writeFile(settings, `${good}\nhorizonMonts: 12\n`);
    await expect(report.rebuild()).rejects.toThrow(/horizonMonths/);
    await writeFile(settings, good);
    expect(await filesBelow(report.out)).toEqual(before);
  });
});

describe("simulated pay", () => {
  it("follows the weights, which the address keeps", async () => {
    const { page } = await report.open("performance");
    const bookings = page.locator("main").getByRole("slider", { name: "Bookings" });
    await bookings.fill("0");
    await page.waitForFunction(() => location.search.includes("bookings=0"));
    await page.getByText(/^Paid for bookings 0%/).waitFor();
    const again = await report.open(`performance${new URL(page.url()).search}`);
    await again.page.getByText(/^Paid for bookings 0%/).waitFor();
    await page.context().close();
    await again.page.context().close();
  });
});

describe("the list of leads", () => {
  it("is searched, and the address keeps the search", async () => {
    const { page } = await report.open("leads");
    const search = page.locator("main").getByRole("searchbox").first();
    await search.fill("champion");
    await page.waitForFunction(() => location.search.includes("lead=champion"));
    await page.context().close();
  });
});

describe("the cost of winning clients", () => {
  it("is shown for one channel, which the address keeps", async () => {
    const { page } = await report.open("acquisition");
    const channel = page.locator("main").getByRole("combobox", { name: "Channel" });
    await channel.selectOption("search");
    await page.waitForFunction(() => location.search.includes("channel=search"));
    await page
      .getByRole("heading", { name: /through search/ })
      .first()
      .waitFor();
    await page.context().close();
  });
});
