import type { Account } from "../../model/account.js";
import type { TableName } from "../contract/table-contract.js";
import { type Engine, text } from "../engine.js";
import { headerKey } from "../read/header.js";
import { knownName } from "../settings/known-name.js";
import type { Settings } from "../settings/settings.js";
import { unknownNames } from "../settings/unknown-names.js";
import type { TypedFile } from "./type-table.js";

/** What the accepted rows hold: kinds of business, names of firmographic fields, and the accounts with their values. */
interface Known {
  readonly kinds: readonly string[];
  readonly fields: readonly string[];
  readonly accounts: readonly Account[];
}

type Files = ReadonlyMap<TableName, TypedFile>;

/** Columns that name a product, or a channel. */
const PRODUCTS = {
  transactions: "product",
  contracts: "product",
  opportunities: "product",
  products: "product",
};
const CHANNELS = {
  transactions: "channel",
  clients: "acquisition_channel",
  opportunities: "channel",
  leads: "source",
  spend: "channel",
};

/**
 * A warning for each product, channel, kind of business and value of a field that the settings name and no accepted row
 * has: it changes nothing, and what was meant is reckoned as if it were not set.
 */
export async function unknownValueWarnings(
  engine: Engine,
  files: Files,
  settings: Settings,
  { kinds, fields, accounts }: Known,
): Promise<string[]> {
  const { margin, costToServe, cac, channels } = settings;
  const products = Object.keys(margin.byProduct);
  const stated = [...Object.keys(cac.byChannel), ...Object.keys(channels)];
  const knownProducts = products.length === 0 ? [] : await valuesIn(engine, files, PRODUCTS);
  const exported = stated.length === 0 ? [] : await valuesIn(engine, files, CHANNELS);
  const reported = [...exported, ...Object.values(channels)];
  return [
    ...unknown("margin.byProduct", "product", products, knownProducts),
    ...unknown("margin.byKind", "kind", Object.keys(margin.byKind), kinds),
    ...unknown("costToServe.byKind", "kind", Object.keys(costToServe.byKind), kinds),
    ...unknown("cac.byChannel", "channel", Object.keys(cac.byChannel), reported, headerKey),
    ...unknown("channels", "channel", Object.keys(channels), exported, headerKey),
    ...[
      ...(settings.currentIcp?.all ?? []).map((condition) => ({
        key: "currentIcp",
        field: condition.field,
        values: "in" in condition ? condition.in : [],
      })),
      ...settings.scenarios.flatMap(({ name, loses }) =>
        loses === undefined ? [] : [{ key: `scenarios.${name}.loses`, ...loses }],
      ),
    ].flatMap(({ key, field, values }) =>
      unknown(key, field, values, levelsOf(accounts, knownName(fields, field))),
    ),
  ];
}

function unknown(
  key: string,
  what: string,
  named: readonly string[],
  known: readonly string[],
  same?: (name: string) => string,
): string[] {
  if (known.length === 0) return [];
  return unknownNames(named, known, same).map(
    (told) => `targeting.yaml, ${key}: no row has the ${what} ${told}`,
  );
}

async function valuesIn(
  engine: Engine,
  files: Files,
  columns: Readonly<Partial<Record<TableName, string>>>,
): Promise<string[]> {
  const parts = Object.entries(columns).flatMap(([table, column]) => {
    const file = files.get(table as TableName);
    return file === undefined ? [] : [`SELECT DISTINCT "${column}" AS value FROM ${file.accepted}`];
  });
  if (parts.length === 0) return [];
  const rows = await engine.rows(
    `SELECT DISTINCT value FROM (${parts.join(" UNION ALL ")}) AS found
     WHERE value IS NOT NULL ORDER BY value`,
  );
  return rows.map((row) => text(row, "value"));
}

function levelsOf(accounts: readonly Account[], field: string): string[] {
  const levels = new Set<string>();
  for (const { firmographics } of accounts) {
    const value = firmographics[field] ?? null;
    if (value !== null) levels.add(String(value));
  }
  return [...levels].sort();
}
