import { deviation, mean } from "d3";
import type { Account } from "../account.js";
import type { Feature } from "../feature.js";
import { fieldBands } from "../firmographics/field-bands.js";
import type { Estimate } from "../numerics/interval.js";
import { DEVIATIONS_OF_80 } from "../numerics/interval-80.js";
import { additiveResiduals } from "./additive-residuals.js";
import type { MarketRow } from "./market-rows.js";
import { type FieldTurn, type TurnField, turnTest } from "./turn-test.js";

/** How the worth of one kind of account moved against the other kinds of its field. */
export interface LevelMove {
  readonly level: string;
  readonly before: number;
  readonly after: number;
  /** Size of the first deal after the turn over before it, against the others: 1 is no move. */
  readonly deal: Estimate;
  /** The same for 1 + further business ÷ first business, of clients; null where fewer than 8 are on a side. */
  readonly further: Estimate | null;
  /** Where both taken together stand: above 0 it rose. */
  readonly t: number;
  /** p ≤ 10 % for this level among those of its field. */
  readonly clear: boolean;
}

export interface FieldMove {
  readonly field: string;
  /** "2022-07": first month after the turn that shows most. */
  readonly from: string;
  readonly p: number;
  /** p ≤ 10 % for all fields and times looked at. */
  readonly claimed: boolean;
  /** From most risen to most fallen. */
  readonly levels: readonly LevelMove[];
}

export interface MarketTurn {
  readonly accounts: number;
  /** Accounts of which five quarters as a client were seen. */
  readonly followed: number;
  readonly fields: readonly FieldMove[];
  /** The `kinds` asked for, tested by themselves; null where there are not two that can be followed. */
  readonly kinds: FieldMove | null;
}

/** Kinds of account beside the levels of single fields, such as segments. */
export interface AccountKinds {
  /** What they are called together: "segment". */
  readonly field: string;
  readonly levels: readonly string[];
  /** Place of an account's kind in `levels`; null where it is of none. */
  kindOf(account: Account): number | null;
}

/** What is tested: a field or kinds, with the words of its groups. */
interface Tested extends TurnField {
  readonly field: string;
  readonly texts: readonly string[];
}

export const TURN_LEVEL = 0.1;

const FEWEST_ACCOUNTS = 80;
const FEWEST_OF_LEVEL = 25;
const FEWEST_FOLLOWED = 8;
const SHUFFLES = 499;

/**
 * Whether the market turned: whether kinds of account became worth more or less than the others from some time on.
 *
 * An account's score is ln of its first deal, less what its fields and product lead one to expect, in standard
 * deviations; for clients seen for five quarters, ln(1 + further ÷ first) is treated alike and added. Only `tested`
 * fields are tested (those that the profile is made of: the more are looked at, the less can be seen); all `features` are
 * allowed for. See `turnTest`. `kinds` are tested alike but by themselves, at the same level of a false claim: they are
 * made of the same fields, and would only make a turn of one of these harder to see. null with fewer than 80 accounts, or none that could be parted in time.
 */
export function marketTurn(
  rows: readonly MarketRow[],
  features: readonly Feature[],
  tested: readonly string[],
  kinds: AccountKinds | null,
  random: () => number,
): MarketTurn | null {
  if (rows.length < FEWEST_ACCOUNTS) return null;
  const accounts = rows.map(({ account }) => account);
  const bands = features.map((feature) => fieldBands(accounts, feature, FEWEST_OF_LEVEL));
  const products = indices(rows.map(({ product }) => product ?? ""));
  const groupings = [...bands.map(({ bandOf }) => bandOf), products];
  const deals = additiveResiduals(
    rows.map(({ first }) => Math.log(first)),
    groupings,
  );
  const followed = rows.flatMap(({ further }, row) => (further === null ? [] : [row]));
  const afterwards = additiveResiduals(
    followed.map((row) => Math.log1p(rows[row]?.further ?? 0)),
    groupings.map((groups) => followed.map((row) => groups[row] ?? 0)),
  );
  const scores = standardised(deals);
  const scaled = standardised(afterwards);
  followed.forEach((row, at) => {
    scores[row] = (scores[row] ?? 0) + (scaled[at] ?? 0);
  });
  const halfYears = rows.map(({ on }) => 2 * Number(on.slice(0, 4)) + (Number(on.slice(5, 7)) > 6 ? 1 : 0));
  const testRows = scores.map((score, row) => ({ score, halfYear: halfYears[row] ?? 0 }));
  const fields = bands.flatMap(({ feature, bands: levels, bandOf }): Tested[] =>
    tested.includes(feature.name)
      ? [
          {
            field: feature.name,
            groupOf: bandOf,
            texts: levels.map(({ text }) => text),
            counts: levels.map(({ kind }) => kind === "level" || kind === "range"),
          },
        ]
      : [],
  );
  const ofKinds = kinds && {
    field: kinds.field,
    groupOf: accounts.map((account) => kinds.kindOf(account) ?? -1),
    texts: kinds.levels,
    counts: kinds.levels.map(() => true),
  };
  const turns = turnTest(testRows, fields, SHUFFLES, random);
  if (turns.length === 0) return null;
  const [turnOfKinds] = ofKinds ? turnTest(testRows, [ofKinds], SHUFFLES, random) : [];
  const furtherOf = new Map(followed.map((row, at) => [row, afterwards[at] ?? 0]));
  const moveOf = ({
    field: { field, groupOf, texts, counts },
    from,
    p,
    groups,
  }: FieldTurn<Tested>): FieldMove => {
    const inField = (row: number): boolean => counts[groupOf[row] ?? -1] ?? false;
    const isAfter = (row: number): boolean => (halfYears[row] ?? 0) >= from;
    return {
      field,
      from: `${Math.floor(from / 2)}-${from % 2 === 0 ? "01" : "07"}`,
      p,
      claimed: p <= TURN_LEVEL,
      levels: groups.map(({ group, rowsBefore, rowsAfter, t, p: ofLevel }): LevelMove => {
        const cells = (measure: (row: number) => number | undefined) => {
          const part = (mine: boolean, after: boolean): number[] =>
            rows.flatMap((_, row) => {
              const value = measure(row);
              const isMine = groupOf[row] === group;
              return value !== undefined && inField(row) && isMine === mine && isAfter(row) === after
                ? [value]
                : [];
            });
          return [part(true, true), part(true, false), part(false, true), part(false, false)] as const;
        };
        return {
          level: texts[group] ?? "",
          before: rowsBefore,
          after: rowsAfter,
          deal: ratioOf(
            cells((row) => deals[row]),
            1,
          ) ?? { value: 1, low: 1, high: 1 },
          further: ratioOf(
            cells((row) => furtherOf.get(row)),
            FEWEST_FOLLOWED,
          ),
          t,
          clear: ofLevel <= TURN_LEVEL,
        };
      }),
    };
  };
  return {
    accounts: rows.length,
    followed: followed.length,
    fields: turns.map(moveOf),
    kinds: turnOfKinds ? moveOf(turnOfKinds) : null,
  };
}

/** exp of (mine after − before) − (others after − before), with 80 % of the normal approximation. */
function ratioOf(
  [mineAfter, mineBefore, othersAfter, othersBefore]: readonly [
    readonly number[],
    readonly number[],
    readonly number[],
    readonly number[],
  ],
  fewest: number,
): Estimate | null {
  const cells = [mineAfter, mineBefore, othersAfter, othersBefore];
  if (cells.some(({ length }) => length < Math.max(2, fewest))) return null;
  const means = cells.map((values) => mean(values) ?? 0);
  const change = (means[0] ?? 0) - (means[1] ?? 0) - ((means[2] ?? 0) - (means[3] ?? 0));
  const error = Math.sqrt(
    cells.reduce((sum, values) => sum + (deviation(values) ?? 0) ** 2 / values.length, 0),
  );
  const at = (steps: number): number => Math.exp(change + steps * DEVIATIONS_OF_80 * error);
  return { value: at(0), low: at(-1), high: at(1) };
}

function standardised(values: readonly number[]): number[] {
  const spread = deviation(values) ?? 0;
  return values.map((value) => (spread > 0 ? value / spread : 0));
}

function indices(values: readonly string[]): number[] {
  const seen = new Map<string, number>();
  return values.map((value) => {
    const known = seen.get(value) ?? seen.size;
    seen.set(value, known);
    return known;
  });
}
