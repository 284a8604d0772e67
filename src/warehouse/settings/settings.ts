import type { z } from "zod";
import type { TableName } from "../contract/table-contract.js";
import type { scenarioSchema } from "./scenario-schema.js";
import type { icpRuleSchema, settingsSchema } from "./schema.js";

/** What targeting.yaml says, as it was written, with unset keys filled. */
export type SettingsFile = z.output<typeof settingsSchema>;

/** A targeting rule: all conditions hold; a range includes its ends. */
export type IcpRule = z.output<typeof icpRuleSchema>;

export interface MarginRates {
  readonly byKind: Readonly<Record<string, number>>;
  readonly byProduct: Readonly<Record<string, number>>;
  readonly default: number;
}

/** What keeping clients costs on top of what their business costs. */
export interface ServingCosts {
  /** Of one client, in the report's currency. */
  readonly perMonth: number;
  /** Shares of revenue. */
  readonly byKind: Readonly<Record<string, number>>;
}

/** How contracts are to be understood where their file leaves it open. */
export interface ContractSettings {
  /** Length of a term where a row states none; null: from its start to its end. */
  readonly termMonths: number | null;
  /** What the amount of a contract is for. */
  readonly amountPer: "term" | "month" | "year";
}

/** What may happen: factors on today's figures, and a market that may be lost. */
export type Scenario = z.output<typeof scenarioSchema>;

/** How one table's file is found and read. */
export interface FileSettings {
  /** Relative to the data folder, sorted: the rows of all; none: found by its name. */
  readonly paths: readonly string[];
  /** By header: the values of the rows to read, whatever the case of their letters, "" for an empty cell; all other rows are excluded and counted. */
  readonly only: ReadonlyMap<string, readonly string[]>;
  readonly dateOrder: "dmy" | "mdy" | "ymd" | "excel" | null;
  readonly decimalMark: "." | "," | null;
  readonly delimiter: "," | ";" | "\t" | "|" | null;
  /** Unit of its amounts; null: that of their currency. */
  readonly amountIn: "cents" | null;
}

/** An amount that stands in several columns, by header: product + sum − less. */
export interface AmountOfColumns {
  readonly sum: readonly string[];
  readonly less: readonly string[];
  /** Two headers, or none. */
  readonly product: readonly string[];
}

/** Settings of a run: every key has a value; null stands for "not set" where that means something. */
export interface Settings {
  readonly company: string;
  /** Of the report; null: the one that the books carry. */
  readonly currency: string | null;
  readonly locale: string;
  /** ISO date; null: found from the data. */
  readonly asOf: string | null;
  readonly horizonMonths: number;
  /** A year: 0.10 means that 1.10 in a year is worth 1 today. */
  readonly discountRate: number;
  /** Shares of revenue; a product's rate goes before a kind's. */
  readonly margin: MarginRates;
  /** False: no margin was given, and value means revenue. */
  readonly marginSet: boolean;
  readonly costToServe: ServingCosts;
  /** Whether the value of referred clients counts in the total value of who referred them. */
  readonly referrals: "apart" | "include";
  readonly contracts: ContractSettings;
  /** Report currency for one unit of the named currency. */
  readonly exchangeRates: Readonly<Record<string, number>>;
  readonly highValueShare: number;
  readonly features: {
    /** null: all that are known. */
    readonly use: readonly string[] | null;
    readonly howWeSold: readonly string[];
    readonly banned: readonly string[];
    /** By field: why it may be used although the audit refuses it. */
    readonly allowed: Readonly<Record<string, string>>;
    /** By field: how much it counts in likeness between clients, 1 where not given. */
    readonly weights: Readonly<Record<string, number>>;
  };
  readonly currentIcp: IcpRule | null;
  /** Accounts the team can work; null: not stated. */
  readonly capacity: number | null;
  /** Clients that are key accounts and have a page each: those that are expected to bring most from now on. */
  readonly keyAccounts: number;
  /** Share of worked prospects that are won; null: not stated. */
  readonly winRate: number | null;
  /** Channel as exported → channel as reported. */
  readonly channels: Readonly<Record<string, string>>;
  readonly cac: { readonly perClient: number | null; readonly byChannel: Readonly<Record<string, number>> };
  /** Which of the channels that touched a client before it was won is credited with it. */
  readonly attribution: "first touch" | "last touch" | "even split";
  /** Stages of deals and outcomes of leads that mean won and lost, beside the words that are known. */
  readonly outcomes: { readonly won: readonly string[]; readonly lost: readonly string[] };
  readonly scenarios: readonly Scenario[];
  readonly audiences: Readonly<Record<string, { readonly columns: readonly string[] }>>;
  /** By table: name in the input contract → where it stands in the file; null: not read, whatever the headers are. */
  readonly columns: ReadonlyMap<TableName, ReadonlyMap<string, string | AmountOfColumns | null>>;
  readonly files: ReadonlyMap<TableName, FileSettings>;
  readonly dateOrder: "dmy" | "mdy" | "ymd" | null;
  readonly decimalMark: "." | "," | null;
  readonly engine: "duckdb";
}
