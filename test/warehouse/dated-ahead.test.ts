import { describe, expect, it } from "vitest";
import { substream } from "../../src/model/numerics/substream.js";
import { lastDayReached } from "../../src/warehouse/check/dated-ahead.js";
import type { BookedDay } from "../../src/warehouse/check/lonely-days.js";
import { fileOf, readFolder } from "./read-folder.js";

const FIRST = Date.UTC(2021, 0, 1) / 86_400_000;

const iso = (day: number): string => new Date((FIRST + day) * 86_400_000).toISOString().slice(0, 10);

/** Days with rows, of rows by day from the first. */
function books(rowsByDay: ReadonlyMap<number, number>): BookedDay[] {
  return [...rowsByDay]
    .filter(([, rows]) => rows > 0)
    .sort(([a], [b]) => a - b)
    .map(([number, rows]) => ({ day: iso(number), number, rows }));
}

type Rhythm = (day: number, random: () => number) => number;

/** A Poisson draw a day. */
const atPace =
  (pace: number): Rhythm =>
  (_, random) => {
    let rows = -1;
    for (let left = 1, limit = Math.exp(-pace); left > limit; rows += 1) left *= random();
    return Math.max(0, rows);
  };
const everyDays =
  (days: number, rows: number): Rhythm =>
  (day, random) =>
    day % days === 0 ? 1 + Math.floor(random() * rows) : 0;
const scaled =
  (rhythm: Rhythm, factor: (day: number) => number): Rhythm =>
  (day, random) => {
    const rows = rhythm(day, random);
    let kept = 0;
    for (let row = 0; row < rows; row += 1) kept += random() < factor(day) ? 1 : 0;
    return kept;
  };
const weekdays = (rhythm: Rhythm): Rhythm => scaled(rhythm, (day) => (day % 7 < 5 ? 1 : 0));

const RHYTHMS: Readonly<Record<string, Rhythm>> = {
  "many a day": weekdays(atPace(20)),
  "some a week": atPace(0.4),
  "some a month": atPace(0.08),
  "some a year": atPace(0.02),
  "one batch a week": everyDays(7, 30),
  "one batch a month": everyDays(30, 60),
  "one batch a quarter": everyDays(91, 80),
  "one batch a year": everyDays(365, 50),
  "a batch a year and some beside": (day, random) =>
    everyDays(365, 90)(day, random) + atPace(0.02)(day, random),
  "growing from nothing": scaled(atPace(12), (day) => Math.min(1, day / 1200)),
  "halving each quarter": scaled(atPace(40), (day) => 0.5 ** (day / 91)),
  "one cohort, then what it comes back for": scaled(atPace(40), (day) => (day < 90 ? 1 : 0.05)),
  "high season of three months": scaled(atPace(20), (day) => (day % 365 < 92 ? 1 : 0.02)),
  "closed for six weeks each summer": scaled(atPace(6), (day) =>
    day % 365 > 180 && day % 365 < 222 ? 0 : 1,
  ),
  "closed for a quarter, twice": scaled(atPace(6), (day) =>
    (day > 400 && day < 490) || (day > 700 && day < 790) ? 0 : 1,
  ),
};

describe("rows dated ahead", () => {
  it.each(Object.entries(RHYTHMS))("are seen in no honest books: %s", (name, rhythm) => {
    for (let draw = 0; draw < 30; draw += 1) {
      const random = substream(draw, name);
      const length = 60 + Math.floor(random() * 1600);
      const rows = new Map(Array.from({ length }, (_, day) => [day, rhythm(day, random)] as const));
      const days = books(rows);
      expect(lastDayReached(days)).toBe(days.at(-1)?.day ?? null);
    }
  });

  it("are not seen where books are taken up again after a rest that they never had before", () => {
    for (const pace of [2, 20]) {
      for (const since of [5, 9, 20, 60]) {
        const random = substream(since, `${pace}`);
        const rhythm = atPace(pace);
        const rows = new Map<number, number>();
        for (let day = 0; day < 900; day += 1) rows.set(day, rhythm(day, random));
        for (let day = 1010; day < 1010 + since; day += 1) rows.set(day, Math.max(1, rhythm(day, random)));
        const days = books(rows);
        expect(lastDayReached(days)).toBe(days.at(-1)?.day);
      }
    }
  });

  const dense = (pace: number, length: number): Map<number, number> => {
    const random = substream(7, "dense");
    const rhythm = weekdays(atPace(pace));
    return new Map(Array.from({ length }, (_, day) => [day, rhythm(day, random)] as const));
  };

  it.each([
    ["one row, five weeks on", 6, [936]],
    ["one row, three months on", 6, [995]],
    ["one row, ten months on", 2, [1200]],
    ["three rows of two months", 6, [960, 961, 990]],
    ["one of each of the next twelve months", 12, Array.from({ length: 12 }, (_, month) => 925 + 30 * month)],
  ])("are left out of the as-of date: %s", (_, pace, ahead) => {
    const rows = dense(pace, 901);
    const reached = books(rows).at(-1)?.day;
    for (const day of ahead) rows.set(day, 1);
    expect(lastDayReached(books(rows))).toBe(reached);
  });

  it("are left out of batches of each month too", () => {
    const rows = new Map(Array.from({ length: 36 }, (_, month): [number, number] => [month * 30, 100]));
    for (let month = 36; month < 48; month += 1) rows.set(month * 30, 1);
    expect(lastDayReached(books(rows))).toBe(iso(35 * 30));
  });

  it("are excluded with a warning that says which they are and what to write", async () => {
    const rows = [...dense(2, 500)].flatMap(([day, count]) =>
      Array.from({ length: count }, (_, row) => `C${(day + row) % 9},${iso(day)},10`),
    );
    const reached = rows.at(-1)?.split(",")[1] ?? "";
    const csv = `client_id,date,amount\nC8,${iso(640)},90\n${rows.join("\n")}\nC1,${iso(720)},70\n`;
    const inputs = await readFolder({ "transactions.csv": csv });
    expect(inputs.quality).toMatchObject({ asOf: reached, asOfChosenBy: "latest transaction" });
    expect(fileOf(inputs, "transactions").exclusions).toEqual([
      { reason: "after the as-of date", rows: 2, money: 160 },
    ]);
    expect(inputs.quality.warnings.filter((warning) => warning.includes("asOf"))).toEqual([
      `transactions.csv: 2 rows are dated long after all others, which end on ${reached}: lines 2 (${iso(640)}) and ${rows.length + 3} (${iso(720)}); taken for dated ahead, they are left out as after the as-of date. If they have come to pass, write asOf: ${iso(720)} in targeting.yaml; if not, asOf: ${reached}, and this is not asked again`,
    ]);
    const stated = await readFolder({ "transactions.csv": csv, "targeting.yaml": `asOf: ${iso(720)}\n` });
    expect(fileOf(stated, "transactions").rows.excluded).toBe(0);
  });
});
