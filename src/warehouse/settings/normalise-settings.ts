import { TABLE_NAMES, type TableName } from "../contract/table-contract.js";
import type {
  AmountOfColumns,
  FileSettings,
  MarginRates,
  ServingCosts,
  Settings,
  SettingsFile,
} from "./settings.js";

const WHOLE_FILE: FileSettings = {
  paths: [],
  only: new Map(),
  dateOrder: null,
  decimalMark: null,
  delimiter: null,
  amountIn: null,
};

/** Settings in the form that the analysis reads, from checked ones. */
export function normaliseSettings(file: SettingsFile): Settings {
  return {
    company: file.company,
    currency: file.currency ?? null,
    locale: file.locale,
    asOf: file.asOf ?? null,
    horizonMonths: file.horizonMonths,
    discountRate: file.discountRate,
    margin: marginRates(file.margin ?? 1),
    marginSet: file.margin !== undefined,
    costToServe: servingCosts(file.costToServe ?? 0),
    referrals: file.referrals,
    contracts: { termMonths: file.contracts.termMonths ?? null, amountPer: file.contracts.amountPer },
    exchangeRates: file.exchangeRates,
    highValueShare: file.highValueShare,
    features: {
      use: file.features.use ?? null,
      howWeSold: file.features.howWeSold,
      banned: file.features.banned,
      allowed: file.features.allowed,
      weights: file.features.weights,
    },
    currentIcp: file.currentIcp ?? null,
    capacity: file.capacity ?? null,
    keyAccounts: file.keyAccounts,
    winRate: file.winRate ?? null,
    channels: file.channels,
    cac: { perClient: file.cac.perClient ?? null, byChannel: file.cac.byChannel },
    attribution: file.attribution,
    outcomes: file.outcomes,
    scenarios: file.scenarios,
    audiences: file.audiences,
    columns: byTable((table) => {
      const mapping = file.columns[table];
      if (mapping === undefined) return undefined;
      return new Map(Object.entries(mapping).map(([name, stated]) => [name, columnSource(stated)] as const));
    }),
    files: byTable((table) => fileSettings(file.files[table])),
    dateOrder: file.dateOrder ?? null,
    decimalMark: file.decimalMark ?? null,
    engine: file.engine,
  };
}

/** Settings of one table's file; the defaults where none are given. */
export function fileSettingsOf(settings: Settings, table: TableName): FileSettings {
  return settings.files.get(table) ?? WHOLE_FILE;
}

function marginRates(margin: NonNullable<SettingsFile["margin"]>): MarginRates {
  return typeof margin === "number" ? { byKind: {}, byProduct: {}, default: margin } : margin;
}

function servingCosts(cost: NonNullable<SettingsFile["costToServe"]>): ServingCosts {
  return typeof cost === "number" ? { perMonth: cost, byKind: {} } : cost;
}

function fileSettings(file: SettingsFile["files"][TableName]): FileSettings | undefined {
  if (file === undefined) return undefined;
  const only = Object.entries(file.only ?? {}).map(
    ([header, values]) => [header, values.map(String)] as const,
  );
  return {
    paths: [file.path ?? []].flat().sort(),
    only: new Map(only),
    dateOrder: file.dateOrder ?? null,
    decimalMark: file.decimalMark ?? null,
    delimiter: file.delimiter ?? null,
    amountIn: file.amountIn ?? null,
  };
}

type Stated = NonNullable<SettingsFile["columns"][TableName]>[string];

function columnSource(stated: Stated): string | AmountOfColumns | null {
  if (stated === null || typeof stated === "string") return stated;
  return { sum: stated.sum ?? [], less: stated.less ?? [], product: stated.product ?? [] };
}

function byTable<T>(settingOf: (table: TableName) => T | undefined): ReadonlyMap<TableName, T> {
  const entries = new Map<TableName, T>();
  for (const table of TABLE_NAMES) {
    const value = settingOf(table);
    if (value !== undefined) entries.set(table, value);
  }
  return entries;
}
