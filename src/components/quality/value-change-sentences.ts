import type { Report } from "../../data/published/report.js";
import type { ReadyValueChange, ValueMove } from "../../data/published/value-change.js";
import { listInWords } from "../../model/words/list-in-words.js";
import { plural } from "../../model/words/plural.js";
import { formatter, type MoneyFacts } from "../words/format.js";
import type { WaterfallStep } from "./waterfall.js";

type Bridge = ReadyValueChange["clv"];
type SettingChange = ReadyValueChange["settingChanges"][number];

type Facts = MoneyFacts & Pick<Report, "version" | "asOf">;

export type ValueMeasure = "clv" | "totalValue";

/** Gains and losses that leave less than this share of themselves cancel. */
const CANCELS = 0.1;

/** The measure as the subject of a sentence. */
export function measureName(measure: ValueMeasure): string {
  return measure === "clv" ? "Lifetime value of all clients" : "Total value of all clients";
}

/** Money with its sign, "+" for a gain: the reader sees at once which way it goes. */
export function signedMoney(amount: number, report: Facts): string {
  return (amount > 0 ? "+" : "") + formatter(report).moneyShort(amount);
}

/** The bridge as steps from the previous total to this one. */
export function bridgeSteps(change: ReadyValueChange, measure: ValueMeasure, report: Facts): WaterfallStep[] {
  const f = formatter(report);
  const bridge = change[measure];
  const part = (label: string, amount: number) => ({ label, amount, isTotal: false });
  const split = change.separated
    ? [part("New history", bridge.newHistory), part("Changed settings", bridge.changedSettings)]
    : [part("New history and settings", bridge.newHistory + bridge.changedSettings)];
  const clients = (n: number, which: string) =>
    n === 0 ? `No ${which} client` : plural(f.count(n), `${which} client`);
  const dated = change.previous.asOf !== report.asOf;
  return [
    {
      label: dated ? f.date(change.previous.asOf) : "Previous report",
      amount: bridge.previous,
      isTotal: true,
    },
    part(clients(bridge.clients.lost, "lost"), bridge.lostClients),
    part(clients(bridge.clients.new, "new"), bridge.newClients),
    ...split,
    { label: dated ? f.date(report.asOf) : "This report", amount: bridge.now, isTotal: true },
  ];
}

/** The finding: which way value went, how far, and through what above all. */
export function bridgeTitle(change: ReadyValueChange, measure: ValueMeasure, report: Facts): string {
  const f = formatter(report);
  const bridge = change[measure];
  const subject = measureName(measure);
  const parts = namedParts(bridge, change.separated);
  const [gained, lost] = [1, -1].map((sign) =>
    parts.reduce((sum, { amount }) => sum + Math.max(0, sign * amount), 0),
  );
  const net = bridge.now - bridge.previous;
  if (parts.every(({ amount }) => amount === 0)) return `${subject} is what it was in the previous report`;
  const moved = (gained ?? 0) + (lost ?? 0);
  if (Math.abs(net) < CANCELS * moved) {
    return `${subject} stands at ${f.moneyShort(bridge.now, 3)}, much as before: ${f.moneyShort(gained ?? 0)} gained, ${f.moneyShort(lost ?? 0)} lost`;
  }
  const largest = parts.reduce((best, part) =>
    Math.sign(net) * part.amount > Math.sign(net) * best.amount ? part : best,
  );
  const share = bridge.previous > 0 ? ` (${f.percent(Math.abs(net) / bridge.previous)})` : "";
  return `${subject} ${net > 0 ? "rose" : "fell"} by ${f.moneyShort(Math.abs(net))}${share} to ${f.moneyShort(bridge.now, 3)}, above all through ${largest.through}`;
}

function namedParts(bridge: Bridge, separated: boolean) {
  const split = separated
    ? [
        { through: "new history", amount: bridge.newHistory },
        { through: "changed settings", amount: bridge.changedSettings },
      ]
    : [
        {
          through: "new history and changed settings",
          amount: bridge.newHistory + bridge.changedSettings,
        },
      ];
  return [
    { through: "new clients", amount: bridge.newClients },
    { through: "lost clients", amount: bridge.lostClients },
    ...split,
  ];
}

/** Which settings that enter value are others than then. */
export function settingsSentence(change: ReadyValueChange, report: Facts): string {
  if (!change.separated) {
    return "Settings may differ too, and the previous report does not hold them: new history and changed settings are shown together.";
  }
  const changes = change.settingChanges;
  return changes.length === 0
    ? "No setting that value depends on has changed."
    : `Changed settings: ${listInWords(changes.map((one) => settingInWords(one, report)))}.`;
}

function settingInWords({ setting, before, now }: SettingChange, report: Facts): string {
  const f = formatter(report);
  const [key = "", group = "", ...rest] = setting.split(".");
  const value = (amount: number | null) => {
    if (amount === null) return "not set";
    if (key === "horizonMonths") return `${f.count(amount)} months`;
    return key === "exchangeRates" ? f.number(amount) : percentOf(amount, f.number);
  };
  const name =
    {
      horizonMonths: "the horizon",
      discountRate: "the discount rate",
      exchangeRates: `the exchange rate of ${group}`,
    }[key] ??
    (group === "byKind"
      ? `the margin on ${rest.join(".")}`
      : group === "byProduct"
        ? `the margin on the product ${rest.join(".")}`
        : "the margin");
  return `${name} from ${value(before)} to ${value(now)}`;
}

/** A setting is shown as exactly as it was written: 12.5% stays 12.5%. */
function percentOf(share: number, number: (value: number) => string): string {
  return `${number(share * 100)}%`;
}

/** What else differs between the two reports, that the bridge cannot part from new history. */
export function comparisonCautions(change: ReadyValueChange, report: Facts): string[] {
  const f = formatter(report);
  const { previous, sameName } = change;
  return [
    ...(sameName === 0
      ? []
      : [
          `${plural(f.count(sameName), "lost client bears", "lost clients bear")} the name of a new one: the ${sameName === 1 ? "id" : "ids"} may have changed, and then nobody was lost or won there.`,
        ]),
    ...(previous.version === report.version
      ? []
      : [
          `The previous report was made by version ${previous.version} of the program, this one by ${report.version}: what the program itself reckons differently stands under new history.`,
        ]),
    ...(change.readingChanged
      ? [
          "The settings by which files are read have changed too: what they add or leave out stands under new history.",
        ]
      : []),
    ...(previous.asOf > report.asOf
      ? [
          `The previous report is of a later day, ${f.date(previous.asOf)}, than this one: the way leads back in time.`,
        ]
      : []),
  ];
}

/** A change of the chance to be a client still that is worth a word. */
const NOTABLE_CHANCE = 0.1;

/** Why a client is worth another amount than in the previous report, in a few words. */
export function moveReason(move: ValueMove, separated: boolean, report: Facts): string {
  const f = formatter(report);
  if (move.previous === null) return "New client";
  if (move.now === null) return "No longer in the books";
  if (Math.abs(move.changedSettings) > Math.abs(move.newHistory)) return "Changed settings";
  const [before, now] = [move.pActiveBefore, move.pActiveNow];
  const chance =
    before !== null && now !== null && Math.abs(now - before) >= NOTABLE_CHANCE
      ? `${now > before ? "more" : "less"} likely a client still (${f.percent(before)} → ${f.percent(now)})`
      : null;
  const { earnedSince } = move;
  const earned =
    earnedSince === null || Math.abs(earnedSince) < 0.005
      ? "nothing earned since"
      : `${move.change < 0 && chance === null ? "only " : ""}${f.moneyShort(earnedSince)} earned since`;
  const reasons = [
    earned,
    ...(chance === null ? [] : [chance]),
    ...(separated ? [] : ["settings may have changed too"]),
  ];
  const text = reasons.join("; ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}
