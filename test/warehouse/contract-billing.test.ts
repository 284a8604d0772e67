import { describe, expect, it } from "vitest";
import { isoDateOf } from "../../src/model/numerics/calendar.js";
import type { LineBilling } from "../../src/model/value/client-history.js";
import { readFolder } from "./read-folder.js";

/** Invoices on the first days of months, alike. */
function monthly(
  firstMonth: string,
  count: number,
  amount: number,
  rest = "initial,",
  clientId = "A",
): string[] {
  const [year = 0, month = 1] = firstMonth.split("-").map(Number);
  return Array.from({ length: count }, (_, index) => {
    const day = isoDateOf(Date.UTC(year, month - 1 + index, 1) / 86_400_000);
    return `${clientId},${day},${amount},${rest}`;
  });
}

/** How the contract lines of a folder are billed, null for at once; lines in the order of client and product. */
async function billingOf(
  contracts: readonly string[],
  transactions: readonly string[],
  asOf = "2024-12-31",
): Promise<(LineBilling | null)[]> {
  const { histories } = await readFolder(
    {
      "contracts.csv": ["client_id,start,end,amount,product,status", ...contracts].join("\n"),
      "transactions.csv": ["client_id,date,amount,kind,product", ...transactions].join("\n"),
    },
    asOf,
  );
  return histories.flatMap(({ contractLines }) => contractLines.map(({ billing }) => billing ?? null));
}

const MONTHLY = [
  "M,2024-07-01,2025-06-30,1200,,",
  monthly("2024-07", 6, 100, "initial,", "M").join("\n"),
] as const;
/** 181 of 365 days are left. */
const MONTHLY_LEFT: LineBilling = {
  instalments: 12,
  unbilled: 595.07,
  nextOn: "2025-01-01",
  kind: "initial",
};

describe("what is signed and not yet billed", () => {
  it("is the rest of the term by its days, of the kind of the term", async () => {
    expect(
      await billingOf(
        [
          "A,2023-07-01,2024-06-30,1200,Basic,",
          "A,2024-07-01,2025-06-30,2400,Basic,",
          "A,2024-10-01,2025-09-30,730,Extra,",
          MONTHLY[0],
        ],
        [
          ...monthly("2023-07", 12, 100, "initial,Basic"),
          ...monthly("2024-07", 6, 200, "renewal,Basic"),
          ...monthly("2024-10", 3, 61, "expansion,Extra"),
          MONTHLY[1],
        ],
      ),
    ).toEqual([
      { ...MONTHLY_LEFT, unbilled: 1190.14, kind: "renewal" },
      { ...MONTHLY_LEFT, unbilled: 546, kind: "expansion" },
      MONTHLY_LEFT,
    ]);
  });

  it("is what no invoice asked for yet, where that is less: instalments of years", async () => {
    const contracts = ["A", "B"].map((client) => `${client},2024-07-01,2027-06-30,3600,,`);
    // The invoices of B run ahead of the days.
    const invoices = ["A,2024-07-01,1200,initial,", ...monthly("2024-07", 6, 300, "initial,", "B")];
    expect(await billingOf(contracts, invoices)).toEqual([
      { instalments: 3, unbilled: 2400, nextOn: "2025-07-01", kind: "initial" },
      { ...MONTHLY_LEFT, unbilled: 1800, nextOn: "2025-03-01" },
    ]);
  });

  it("is nothing of a term billed at once: on the day, before it, at a discount, or with a small one after", async () => {
    const ways = [
      ["2024-07-01,1200"],
      ["2024-06-21,1200"],
      ["2024-03-01,1200"],
      ["2024-07-01,1000"],
      ["2024-07-20,600", "2024-07-30,500"],
      ["2024-07-01,1190", "2024-11-01,5"],
    ];
    const contracts = ways.flatMap((_, way) => [
      `A${way},2023-07-01,2024-06-30,1200,,`,
      `A${way},2024-07-01,2025-06-30,1200,,`,
    ]);
    const invoices = ways.flatMap((way, index) =>
      ["2023-07-01,1200", ...way].map((invoice) => `A${index},${invoice},renewal,`),
    );
    expect(await billingOf([...contracts, MONTHLY[0]], [...invoices, MONTHLY[1]])).toEqual([
      ...ways.map(() => null),
      MONTHLY_LEFT,
    ]);
  });

  it("does not take the last instalment of the term before for one of this term", async () => {
    expect(
      await billingOf(
        ["A,2023-07-01,2024-06-30,1200,,", "A,2024-07-01,2025-06-30,1200,,"],
        [...monthly("2023-07", 13, 100)],
        "2024-07-05",
      ),
    ).toEqual([{ instalments: 12, unbilled: 1100, nextOn: "2024-08-01", kind: "renewal" }]);
  });

  it("is billed as the term before was, where nothing of the term is billed yet", async () => {
    const contracts = ["A", "B"].flatMap((client) => [
      `${client},2023-07-01,2024-06-30,1200,,`,
      `${client},2024-07-01,2025-06-30,1200,,`,
    ]);
    const invoices = [...monthly("2023-07", 12, 100), "B,2023-07-01,1200,initial,"];
    const unbilled = 1180.27;
    expect(await billingOf(contracts, invoices, "2024-07-06")).toEqual([
      { instalments: 12, unbilled, nextOn: "2024-07-07", kind: "renewal" },
      { instalments: 1, unbilled, nextOn: null, kind: "renewal" },
    ]);
  });

  it("is kept by a contract that gave notice, and none of one that ended", async () => {
    expect(
      await billingOf(
        [
          "A,2024-07-01,2025-06-30,1200,,cancelled",
          "E,2023-07-01,2024-06-30,1200,,",
          "F,2024-01-01,2024-12-20,1200,,cancelled",
        ],
        [
          ...monthly("2024-07", 6, 100),
          ...monthly("2023-07", 4, 100, "initial,", "E"),
          ...monthly("2024-01", 6, 100, "initial,", "F"),
        ],
      ),
    ).toEqual([MONTHLY_LEFT, null, null]);
  });

  it("counts an invoice for every contract that it may be for, and no other business or credit for any", async () => {
    const own = [
      ...monthly("2024-07", 6, 100, "initial,Basic"),
      ...monthly("2024-07", 6, 50, "initial,Extra"),
    ];
    const left = [595.07, 297.53];
    const books = [
      { rows: own, left },
      { rows: [...own, "A,2024-09-09,900,services,", "A,2024-09-10,-300,initial,Basic"], left },
      { rows: [...own, "A,2024-09-09,250,expansion,Old"], left: [350, 50] },
      { rows: own.map((row) => row.replace(/,(Basic|Extra)$/, ",")), left: [300, 0] },
    ];
    const contracts = books.flatMap((_, book) => [
      `A${book},2024-07-01,2025-06-30,1200,Basic,`,
      `A${book},2024-07-01,2025-06-30,600,Extra,`,
    ]);
    const invoices = books.flatMap(({ rows }, book) => rows.map((row) => row.replace("A,", `A${book},`)));
    const unbilled = (await billingOf(contracts, invoices)).map((billing) => billing?.unbilled ?? 0);
    expect(unbilled).toEqual(books.flatMap((one) => one.left));
  });

  it("leaves out an invoice that a credit took back: the latest of its amount before", async () => {
    const ways = [
      ["2024-07-01,600", "2024-07-20,-600", "2024-07-25,600"],
      // The term before cost the same, and was billed in two as well.
      ["2023-07-01,600", "2024-01-01,600", "2024-07-01,600", "2024-07-20,-600", "2024-07-20,600"],
      ["2024-07-01,600", "2024-07-02,600", "2024-09-01,-600", "2024-09-02,-600", "2024-10-01,600"],
      // Nothing was billed that these could take back.
      ["2024-06-30,-600", "2024-07-01,600", "2024-07-02,-500"],
      ["2024-07-01,600", "2024-08-01,-600"],
    ];
    const contracts = ways.flatMap((_, way) => [
      `A${way},2023-07-01,2024-06-30,1200,,`,
      `A${way},2024-07-01,2025-06-30,1200,,`,
    ]);
    const invoices = ways.flatMap((way, index) => way.map((invoice) => `A${index},${invoice},renewal,`));
    const billed = await billingOf(contracts, invoices);
    expect(billed.map((billing) => billing?.unbilled)).toEqual([595.07, 595.07, 595.07, 595.07, 595.07]);
    expect(billed.map((billing) => billing?.instalments)).toEqual([2, 2, 2, 2, 1]);
  });

  it("is none where there are no transactions, or no contracts", async () => {
    const { histories } = await readFolder(
      { "contracts.csv": `client_id,start,end,amount,product,status\n${MONTHLY[0]}` },
      "2024-12-31",
    );
    expect(histories.flatMap(({ contractLines }) => contractLines)).toMatchObject([{ termRevenue: 1200 }]);
    expect(histories[0]?.contractLines[0]?.billing).toBeUndefined();
    expect(await billingOf([MONTHLY[0]], [MONTHLY[1]])).toEqual([MONTHLY_LEFT]);
  });
});

describe("contracts that are billed otherwise than they say", () => {
  const CLIENTS = Array.from({ length: 12 }, (_, client) => `C${String(client).padStart(2, "0")}`);
  const START_MONTHS = CLIENTS.map((_, client) => `2022-${String(1 + client).padStart(2, "0")}`);
  const contracts = CLIENTS.flatMap((client, index) =>
    [2022, 2023, 2024].map((year) => {
      const month = START_MONTHS[index]?.slice(5) ?? "01";
      const end = isoDateOf(Date.UTC(year + 1, index, 0) / 86_400_000);
      return `${client},${year}-${month}-01,${end},1200,,`;
    }),
  );
  const billed = (amountOf: (client: number) => number): string[] =>
    CLIENTS.flatMap((client, index) =>
      monthly(START_MONTHS[index] ?? "", 36 - index, amountOf(index), "renewal,", client),
    );
  const sharesOf = async (transactions: readonly string[]) =>
    (await billingOf(contracts, transactions)).map((billing) => billing?.share ?? 1);

  it("are expected to be billed as finished terms were, for the rest of the term as for later ones", async () => {
    const of = await billingOf(
      contracts,
      billed(() => 137),
    );
    for (const billing of of) expect(billing).toMatchObject({ share: 1.37, instalments: 12 });
    // The term from December: 334 of its 365 days are left; that from January is over.
    expect(of.at(-1)?.unbilled).toBeCloseTo((1644 * 334) / 365, 1);
    expect(of[5]?.unbilled).toBeCloseTo((1644 * 151) / 365, 1);
  });

  it("say so, and what was done", async () => {
    const { quality } = await readFolder(
      {
        "contracts.csv": ["client_id,start,end,amount,product,status", ...contracts].join("\n"),
        "transactions.csv": ["client_id,date,amount,kind,product", ...billed(() => 137)].join("\n"),
      },
      "2024-12-31",
    );
    expect(quality.warnings.join("\n")).toMatch(
      /contracts were billed 137% of what they say, over 23 finished terms: for 12 of 12 live ones, .* contracts\.amountPer/,
    );
  });

  it("are billed by rates of their own, drawn to that of all, where those last", async () => {
    const shares = await sharesOf(billed((client) => (client % 2 === 0 ? 120 : 150)));
    expect(shares).toEqual(CLIENTS.map((_, client) => (client % 2 === 0 ? 1.2 : 1.5)));
  });

  it("swing as finished terms did around what lines are usually billed", async () => {
    const use = CLIENTS.flatMap((client, index) => {
      const [first = "", second = ""] = [START_MONTHS[index], START_MONTHS[index]?.replace("2022", "2023")];
      return [
        ...monthly(first, 12, 120, "renewal,", client),
        ...monthly(second, 24 - index, 160, "renewal,", client),
      ];
    });
    const of = await billingOf(contracts, use);
    // Eleven lines of a term at 1.2 and one at 1.6 times the amount, and one of the first alone: σ² = 0.08.
    const share = (11 * 2.8 + 1.2) / 23;
    for (const billing of of) {
      expect(billing?.share).toBeCloseTo(share, 3);
      expect(billing?.swings?.term).toBeCloseTo(Math.sqrt(Math.log(1 + 0.08 / share ** 2)), 3);
      expect(billing?.swings?.level).toBe(0);
    }
    const lasting = await billingOf(
      contracts,
      billed((client) => (client % 2 === 0 ? 120 : 150)),
    );
    expect(lasting.map((billing) => billing?.swings)).toEqual(CLIENTS.map(() => ({ term: 0, level: 0 })));
  });

  it("are billed less where less was billed, as in arrears all is", async () => {
    expect(await sharesOf(billed(() => 80))).toEqual(CLIENTS.map(() => 0.8));
    const arrears = CLIENTS.flatMap((client, index) =>
      monthly(START_MONTHS[index] ?? "", 36 - index, 100, "renewal,", client).slice(1),
    );
    expect(await sharesOf(arrears)).toEqual(CLIENTS.map(() => 1));
  });

  it("are left as they are for a credit, for business beside them, and where few tell", async () => {
    const full = billed(() => 100);
    const credits = [...full, "C00,2022-05-05,-300,renewal,", "C03,2023-05-05,-500,renewal,"];
    const beside = [...full, ...CLIENTS.map((client) => `${client},2023-03-03,600,services,`)];
    const sold = [...full, ...CLIENTS.map((client) => `${client},2023-03-03,600,expansion,`)];
    for (const transactions of [full, credits, beside, sold]) {
      expect(await sharesOf(transactions)).toEqual(CLIENTS.map(() => 1));
    }
    const few = await billingOf(contracts.slice(0, 27), billed(() => 137).slice(0, 9 * 36 - 36));
    expect(few.every((billing) => billing?.share === undefined)).toBe(true);
  });
});
