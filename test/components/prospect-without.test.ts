import { describe, expect, it } from "vitest";
import { judgementInWords, judgementShort } from "../../src/components/prospects/prospect-judgements.js";
import { moversSentence } from "../../src/components/prospects/prospect-movers.js";
import { openingSentence } from "../../src/components/prospects/prospect-opening.js";
import type { ProspectSource } from "../../src/components/prospects/prospect-source.js";
import { sourceWithout } from "../../src/components/prospects/prospect-without.js";
import { formatter } from "../../src/components/words/format.js";
import type { ProspectRow } from "../../src/data/published/prospect-row.js";
import { prospect } from "./prospect-fixture.js";
import { report } from "./report-fixture.js";

const f = formatter(report);

function standing(rank: number) {
  return { rank, winIndex: 2, pWin: 0.1, expectedValue: 50 };
}

describe("the list without how we sold", () => {
  const reasons: ProspectRow["reasons"] = [
    { field: "region", value: "West", multiplier: 2, part: "win" },
    { field: "region", value: "West", multiplier: 1.5, part: "value" },
    { field: "employees", value: "500", multiplier: 1.2, part: "win" },
  ];
  const rows = [
    prospect(1, { without: standing(3) }),
    prospect(2, { without: standing(1), reasons }),
    prospect(3, { without: standing(2) }),
  ];
  const source: ProspectSource = {
    top: rows.slice(0, 1),
    first: async (length) => rows.slice(0, length),
    range: async (from, to) => rows.slice(from, to),
    all: async () => rows,
    whole: async ({ rank }) => rows[rank - 1] ?? prospect(rank),
    wholes: async (some) =>
      rows.filter((row) => some.some(({ prospectId }) => prospectId === row.prospectId)),
  };
  const page = { ranked: 3, capacity: 1, topWithout: rows.slice(1, 2), howWeSold: { fields: ["region"] } };

  it("stands in its own order, with its own ranks, tiers and chances", async () => {
    const without = sourceWithout(source, page);
    const first = await without.first(3);
    expect(first.map(({ prospectId, rank, tier }) => [prospectId, rank, tier])).toEqual([
      ["P2", 1, "A"],
      ["P3", 2, "B"],
      ["P1", 3, "C"],
    ]);
    expect(first[0]).toMatchObject({ winIndex: 2, pWin: 0.1, expectedValue: 50, score: 100 });
  });

  it("reads a prospect where it stands in the table, without the reasons that are switched off", async () => {
    const without = sourceWithout(source, page);
    const [best, second] = await without.first(3);
    if (!best || !second) throw new Error("the list has three");
    expect((await without.whole(best)).reasons).toEqual(reasons.slice(1));
    expect(await without.whole(second)).toMatchObject({ prospectId: "P3", rank: 2 });
    const [taken] = await without.wholes([best]);
    expect(taken).toMatchObject({ prospectId: "P2", rank: 1, reasons: reasons.slice(1) });
  });
});

it("opens with what clients of the segment began with, and compares where that tells", () => {
  const openings = [
    {
      segment: "Large",
      clients: 40,
      products: [
        { product: "Audit", began: 0.6, beganOfAll: 0.3, margin: 0.2 },
        { product: "Platform", began: 0.2, beganOfAll: 0.3, margin: 0.5 },
      ],
    },
  ];
  const sentence = openingSentence({ segment: "Large" }, openings, f);
  expect(sentence).toMatch(
    /^Open with Audit: 60\s?% of the 40 clients .* against 30\s?% of all clients\. Next/,
  );
  expect(openingSentence({ segment: null }, openings, f)).toBeNull();
});

it("says what executives said, without names where there are none", () => {
  const said = { by: "", date: "2025-09-27", rank: 2, estimate: null, note: "Wants one vendor" };
  expect(judgementInWords(said, f)).toMatch(/^An executive, .*: ranked 2 – Wants one vendor$/);
  expect(judgementShort([said], f)).toBe("rank 2");
  expect(judgementShort([], f)).toBeNull();
});

it("says how many came and went, and what moved most of them", () => {
  const mover = { prospectId: "P1", name: "A", rankThen: 1, rankNow: 2, valueRatio: 1, easeRatio: 1 };
  const sentence = moversSentence(
    {
      since: "2025-06-30",
      stayed: 7,
      came: 3,
      left: 3,
      movers: [
        { ...mover, direction: "in", part: "new", excluded: null },
        { ...mover, direction: "out", part: "new", excluded: null },
        { ...mover, direction: "out", part: "value", excluded: null },
      ],
    },
    f,
  );
  expect(sentence).toContain("7 of the 10 accounts of tier A stayed, 3 came in and 3 left");
  expect(sentence).toContain("new in the files (2 of 3 shown)");
});
