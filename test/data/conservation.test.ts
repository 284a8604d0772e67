import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { clientsCsv } from "../../src/data/exports/clients-csv.js";
import { openContext } from "../../src/data/run/run-context.js";
import { clientValues } from "../../src/data/value/client-values.js";
import { value } from "../../src/data/value.json.js";
import { VALUE_COMPONENTS } from "../../src/model/value/portfolio/components.js";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "bellwether-ledger-"));
});
afterEach(() => rm(folder, { recursive: true }));

const cents = (amount: string | undefined): number => Math.round(100 * Number(amount));

it.each([
  ["apart", 0],
  ["include", 1],
])(
  "components add up to totals, and clients to the portfolio, to the cent: referrals %s",
  async (referrals, counted) => {
    const ids = Array.from({ length: 12 }, (_, index) => `c${index}`);
    const files = {
      "transactions.csv": `client_id,date,amount,kind\n${ids
        .flatMap((id, index) => [
          `${id},2022-0${1 + (index % 9)}-03,${333.33 + index},initial`,
          `${id},2023-0${1 + (index % 9)}-07,${77.77 * (index + 1)},services`,
          `${id},2024-0${1 + (index % 9)}-07,-5.01,other`,
        ])
        .join("\n")}\n`,
      "contracts.csv": `client_id,start,end,amount\n${ids
        .slice(0, 6)
        .map((id, index) => `${id},2024-0${1 + index}-01,2025-0${1 + index}-01,${1000.07 + index}`)
        .join("\n")}\n`,
      "clients.csv": `client_id,name,referred_by\n${ids.map((id, index) => `${id},N${index},${index % 3 === 0 ? "" : `c${index - 1}`}`).join("\n")}\n`,
      "targeting.yaml": `margin: { byKind: { services: 0.37 }, default: 0.71 }\ncostToServe: 3.3\nreferrals: ${referrals}\ncac: { perClient: 12.5 }\n`,
    };
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
    const context = {
      ...(await openContext({ dataFolder: folder, asOf: null, audience: null })),
      cache: null,
    };
    const [header = "", ...lines] = (await clientsCsv(context)).trim().split("\r\n");
    const names = header.split(",");
    const rows = lines.map(
      (line) => new Map(line.split(",").map((cell, index) => [names[index] ?? "", cell])),
    );
    expect(rows).toHaveLength(12);
    for (const row of rows) {
      const own = VALUE_COMPONENTS.reduce((sum, component) => sum + cents(row.get(`value_${component}`)), 0);
      expect(own).toBe(cents(row.get("historic_value")) + cents(row.get("residual_value")));
      expect(cents(row.get("total_value"))).toBe(own + counted * cents(row.get("value_referral")));
      expect(row.get("cac")).toBe("12.5");
    }
    const page = JSON.parse(String(await value.contents(context)));
    const { values } = await clientValues(context);
    for (const one of values) {
      const row = rows.find((each) => each.get("client_id") === one.clientId);
      expect(row?.get("name")).toBe(`N${one.clientId.slice(1)}`);
      for (const [column, amount] of [
        ["clv", one.clv],
        ["clv_low", one.clvLow],
        ["clv_high", one.clvHigh],
        ["residual_low", one.residualLow],
        ["residual_high", one.residualHigh],
        ["expected_revenue_12m", one.expectedRevenue12m],
        ["expected_revenue_12m_low", one.expectedRevenue12mLow],
        ["expected_revenue_12m_high", one.expectedRevenue12mHigh],
      ] as const) {
        expect(cents(row?.get(column)), column).toBe(Math.round(100 * amount));
      }
    }
    const total = (of: (one: (typeof values)[number]) => number) =>
      values.reduce((sum, one) => sum + of(one), 0);
    for (const [index, component] of VALUE_COMPONENTS.entries()) {
      const shown = page.components[index];
      expect(shown.historic + shown.residual).toBeCloseTo(
        total((one) => one.components[component]),
        6,
      );
    }
    const own = total((one) => one.totalValue - counted * one.referralValue);
    expect(page.totals.historic + page.totals.residual.value).toBeCloseTo(own, 6);
    expect(total((one) => one.referralValue)).toBeGreaterThan(0);
  },
);
