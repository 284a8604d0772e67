import { z } from "zod";
import { parseSettings } from "../../warehouse/settings/load-settings.js";
import type { Settings } from "../../warehouse/settings/settings.js";
import { settingsDigest } from "../../warehouse/settings/settings-digest.js";

const rates = z.record(z.string(), z.number());

/** The settings that a client's value is a function of, beside what the files hold. */
export const valueSettingsSchema = z.object({
  /** Three-letter code of all money. */
  currency: z.string(),
  horizonMonths: z.number(),
  discountRate: z.number(),
  margin: z.object({ byKind: rates, byProduct: rates, default: z.number() }),
  exchangeRates: rates,
});
export type ValueSettings = z.infer<typeof valueSettingsSchema>;

/** The part of the settings that enters value; `currency` is that of the report. */
export function valueSettings(settings: Settings, currency: string): ValueSettings {
  const { horizonMonths, discountRate, margin, exchangeRates } = settings;
  return {
    currency,
    horizonMonths,
    discountRate,
    margin: { byKind: inOrder(margin.byKind), byProduct: inOrder(margin.byProduct), default: margin.default },
    exchangeRates: inOrder(exchangeRates),
  };
}

/** The settings with the values that enter value taken from others; a rate that those lack stays. */
export function underValueSettings(settings: Settings, other: ValueSettings): Settings {
  const { horizonMonths, discountRate, margin, exchangeRates } = other;
  return {
    ...settings,
    horizonMonths,
    discountRate,
    margin,
    exchangeRates: { ...settings.exchangeRates, ...exchangeRates },
  };
}

/** Digest of the settings that say how files are found and read. */
export function readingDigest({ columns, files, dateOrder, decimalMark }: Settings): string {
  return settingsDigest({ ...parseSettings(""), columns, files, dateOrder, decimalMark });
}

/** One setting that two reports differ in; null where a report does not have it. */
export interface SettingChange {
  /** As in targeting.yaml: "margin.byKind.renewal". */
  readonly setting: string;
  readonly before: number | null;
  readonly now: number | null;
}

/** What differs between the settings of two reports in one currency, in order of the setting's name. */
export function settingChanges(before: ValueSettings, now: ValueSettings): readonly SettingChange[] {
  const [then, today] = [leaves(before), leaves(now)];
  return [...new Set([...then.keys(), ...today.keys()])]
    .sort()
    .map((setting) => ({ setting, before: then.get(setting) ?? null, now: today.get(setting) ?? null }))
    .filter((change) => change.before !== change.now);
}

function leaves({ horizonMonths, discountRate, margin, exchangeRates }: ValueSettings): Map<string, number> {
  const named = (prefix: string, values: Readonly<Record<string, number>>) =>
    Object.entries(values).map(([name, value]): [string, number] => [`${prefix}.${name}`, value]);
  return new Map<string, number>([
    ["horizonMonths", horizonMonths],
    ["discountRate", discountRate],
    ["margin.default", margin.default],
    ...named("margin.byKind", margin.byKind),
    ...named("margin.byProduct", margin.byProduct),
    ...named("exchangeRates", exchangeRates),
  ]);
}

function inOrder(values: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1)));
}
