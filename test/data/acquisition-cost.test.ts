import { expect, it } from "vitest";
import { acquisitionCost } from "../../src/data/acquisition/acquisition-cost.js";
import { wonMonths } from "../../src/data/acquisition/won-months.js";
import { openContext } from "../../src/data/run/run-context.js";
import { addMonths, epochDayOf, isoDateOf } from "../../src/model/numerics/calendar.js";
import { type Folder, withFolder } from "../warehouse/read-folder.js";

const MONTHS = 60;
const WAIT = 9;
const dayIn = (month: number) => isoDateOf(addMonths(epochDayOf("2021-01-01"), month));

/** A firm whose deals and spend double every year: 1,000 a deal, one in four is won, nine months after it was opened. */
function growingFirm(withDeals: boolean): Folder {
  const [deals, wins, spend]: [string[], string[], string[]] = [[], [], []];
  for (let month = 0; month < MONTHS; month++) {
    const opened = 4 * Math.round(2 ** (month / 12));
    spend.push(`${dayIn(month).slice(0, 7)},fairs,${1000 * opened}`);
    for (let at = 0; at < opened; at++) {
      const id = `a${month}-${at}`;
      const isWon = at % 4 === 0;
      const isClosed = month + WAIT < MONTHS;
      const closedOn = isClosed ? dayIn(month + WAIT) : "";
      deals.push(
        `o${id},${id},${dayIn(month)},${closedOn},9000,${isClosed ? (isWon ? "won" : "lost") : "open"}`,
      );
      if (isWon && isClosed) wins.push(`${id},${closedOn},9000`);
    }
  }
  return {
    "transactions.csv": `client_id,date,amount\n${wins.join("\n")}\n`,
    "clients.csv": `client_id,name\n${wins.map((row) => `${row.split(",")[0]},Firm`).join("\n")}\n`,
    "spend.csv": `month,channel,amount\n${spend.join("\n")}\n`,
    "targeting.yaml": "asOf: 2025-12-31\n",
    ...(withDeals
      ? {
          "opportunities.csv": `opportunity_id,account_id,created_on,closed_on,amount,stage\n${deals.join("\n")}\n`,
        }
      : {}),
  };
}

async function costOf(folder: Folder) {
  return withFolder(folder, async (dataFolder) => {
    const opened = await openContext({ dataFolder, asOf: null, audience: null });
    const context = { ...opened, cache: null };
    return { cost: await acquisitionCost(context), counting: await wonMonths(context) };
  });
}

it("sets spend against the clients of deals opened in its months: those won in them were paid for before", async () => {
  const { cost, counting } = await costOf(growingFirm(true));
  expect(counting.by).toBe("opening");
  expect(counting.months.at(-1)).toBe("2025-02");
  expect(cost?.perClient).toBeCloseTo(4000, 0);
  expect(cost?.perDeal).toBeCloseTo(1000, 0);
  expect(cost?.source).toMatch(
    /^spend\.csv from 2021-0\d to 2025-02 over the \d+ clients of deals opened then$/,
  );
});

it("goes by the months of winning where deals do not tell, and says so", async () => {
  const { cost, counting } = await costOf(growingFirm(false));
  expect(counting.by).toBe("winning");
  expect(cost?.perClient).toBeGreaterThan(5500);
  expect(cost?.perDeal).toBeNull();
  expect(cost?.source).toMatch(/clients won in its months$/);
});
