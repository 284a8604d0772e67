import type { ValueComponent } from "../model/value/portfolio/components.js";

/** A person at an account who showed interest. */
export interface LeadRecord {
  readonly leadId: string;
  readonly accountId: string | null;
  readonly domain: string | null;
  readonly company: string | null;
  readonly contactId: string | null;
  readonly title: string | null;
  readonly role: string | null;
  readonly createdOn: string | null;
  readonly source: string | null;
  /** As exported. */
  readonly score: number;
  /** null: open, or not said. */
  readonly won: boolean | null;
}

/** What an owner was asked to sell in a year, quarter or month. */
export interface QuotaRecord {
  readonly owner: string;
  /** 2024, 2024-Q1 or 2024-03. */
  readonly period: string;
  readonly quota: number;
}

/** Something done to keep, grow or win clients, and whom it touched. */
export interface InitiativeRecord {
  readonly name: string;
  readonly startsOn: string;
  readonly endsOn: string | null;
  /** Column of the clients whose values say whom it touched; null: everyone, or not said. */
  readonly field: string | null;
  readonly values: readonly string[];
  readonly note: string | null;
}

/** Mean of a client's readings of one measure in a quarter. */
export interface SignalRecord {
  readonly clientId: string;
  readonly measure: string;
  /** 2024-Q1. */
  readonly quarter: string;
  readonly mean: number;
  readonly readings: number;
}

/** What an account executive knows of an account. */
export interface JudgementRecord {
  readonly accountId: string;
  readonly by: string;
  readonly date: string;
  /** 1 is best. */
  readonly rank: number | null;
  /** Money that the account is thought to be worth. */
  readonly estimate: number | null;
  readonly note: string | null;
}

/** What was agreed with a client. */
export interface PlanRecord {
  readonly clientId: string;
  readonly goal: string;
  readonly dueOn: string | null;
  readonly note: string | null;
}

/** A client’s business of one kind and product, with one owner, in a quarter, apart on its first day, in its first 12 months and after. */
export interface PurchaseRecord {
  readonly clientId: string;
  /** 2024-Q1. */
  readonly quarter: string;
  readonly kind: ValueComponent;
  /** null: none is named, or one that never brings money, as a discount. */
  readonly product: string | null;
  readonly owner: string | null;
  readonly firstOn: string;
  readonly lastOn: string;
  readonly revenue: number;
  readonly margin: number;
  /** Rows, those of credits and discounts too. */
  readonly transactions: number;
  /** Days on which something was bought; one with rows of several kinds, products or owners counts with the biggest. */
  readonly orders: number;
}

/** A term of a contract. */
export interface TermRecord {
  readonly clientId: string;
  readonly product: string | null;
  /** Terms of one client and product that follow each other share a line. */
  readonly line: number;
  /** 1: the first of its line. */
  readonly term: number;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly revenue: number;
  /** null: the latest of its line, and not yet over or not yet known. */
  readonly renewed: boolean | null;
}

/** What decisions rest on, beside values: lists that people keep, and the details of clients. */
export interface DecisionRecords {
  readonly leads: readonly LeadRecord[];
  readonly quotas: readonly QuotaRecord[];
  readonly initiatives: readonly InitiativeRecord[];
  readonly signals: readonly SignalRecord[];
  readonly judgements: readonly JudgementRecord[];
  readonly plans: readonly PlanRecord[];
  /** Clients whose purchases and terms are here: all, or the biggest and a draw by chance when there are very many. */
  readonly detailed: {
    readonly clients: readonly string[];
    /** Those of them that chance alone chose, so that they stand for all clients. */
    readonly drawnByChance: readonly string[];
    readonly ofClients: number;
  };
  readonly purchases: readonly PurchaseRecord[];
  readonly terms: readonly TermRecord[];
}
