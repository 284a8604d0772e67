import type { Account, ValuedAccount } from "../account.js";
import type { Feature } from "../feature.js";
import { type FieldBand, fieldBands } from "../firmographics/field-bands.js";
import { matches, type Rule } from "./rule.js";

/** One kind of account: how many are clients already, and how many are still to be won. */
export interface WhiteSpaceCell {
  /** The part of each field that the cell is, in the order of the fields. */
  readonly bands: readonly FieldBand[];
  readonly clients: number;
  readonly prospects: number;
  /** clients / (clients + prospects): how much of what is listed has been won. */
  readonly covered: number;
  readonly clvTotal: number;
  /** null without clients. */
  readonly clvMean: number | null;
  /** Clients and prospects of the cell that match the rule; null where no rule was given. */
  readonly matching: { readonly clients: number; readonly prospects: number } | null;
}

/** At most two fields make cells that a reader can take in. */
const MOST_FIELDS = 2;
const LEAST_SHARE = 0.02;

/** The fields that the rule names, in its order, at most two: what its white space is cut by. */
export function whiteSpaceFields(rule: Rule, features: readonly Feature[]): Feature[] {
  return rule.all
    .flatMap(({ field }) => features.find(({ name }) => name === field) ?? [])
    .slice(0, MOST_FIELDS);
}

/**
 * Clients, prospects and share covered by cell of one or two fields: every cell that holds an account, most prospects
 * first. Categories of under 2 % of the accounts are pooled as "other". No fields give one cell of all accounts; no
 * accounts give none.
 */
export function whiteSpace(
  clients: readonly ValuedAccount[],
  prospects: readonly Account[],
  fields: readonly Feature[],
  rule: Rule | null,
): WhiteSpaceCell[] {
  const accounts = [...clients, ...prospects];
  const cuts = fields
    .slice(0, MOST_FIELDS)
    .map((feature) => fieldBands(accounts, feature, Math.max(1, LEAST_SHARE * accounts.length)));
  const rowsOf = new Map<string, number[]>();
  accounts.forEach((_, row) => {
    const key = cuts.map(({ bandOf }) => bandOf[row]).join(" ");
    const rows = rowsOf.get(key);
    if (rows) rows.push(row);
    else rowsOf.set(key, [row]);
  });
  return [...rowsOf.values()]
    .map((rows) => {
      const [first = 0] = rows;
      const inside = rows.flatMap((row) => clients[row] ?? []);
      const open = rows.flatMap((row) => prospects[row - clients.length] ?? []);
      const clvTotal = inside.reduce((sum, { clv }) => sum + clv, 0);
      return {
        bands: cuts.flatMap(({ bands, bandOf }) => bands[bandOf[first] ?? 0] ?? []),
        clients: inside.length,
        prospects: open.length,
        covered: inside.length / rows.length,
        clvTotal,
        clvMean: inside.length > 0 ? clvTotal / inside.length : null,
        matching: rule && { clients: countOf(rule, inside), prospects: countOf(rule, open) },
      };
    })
    .sort((a, b) => b.prospects - a.prospects || b.clients - a.clients || compareBands(a, b));
}

function countOf(rule: Rule, accounts: readonly Account[]): number {
  return accounts.filter((account) => matches(rule, account)).length;
}

function compareBands(a: WhiteSpaceCell, b: WhiteSpaceCell): number {
  const text = ({ bands }: WhiteSpaceCell) => bands.map((band) => band.text).join("\n");
  return text(a) < text(b) ? -1 : text(a) > text(b) ? 1 : 0;
}
