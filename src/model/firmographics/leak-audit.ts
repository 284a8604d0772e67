import type { Account } from "../account.js";
import { fieldKey } from "./field-meaning.js";
import { categoryOf } from "./read-firmographic.js";

const AFTER_THE_SALE: readonly RegExp[] = [
  /(^|_)(plan|plans|seats?|licen[cs]es?|mrr|arr|clv|ltv|tenure|churn|churned|nps|csat|satisfaction)(_|$)/,
  /(^|_)(tickets?|csm|success_(manager|owner)|renewals?|upsells?|onboarding|logins?|invoices?)(_|$)/,
  /(^|_)last_(activity|contact|contacted|login|seen|touch|modified|order|purchase)(_|$)/,
  /^((lead|deal|account|customer|client)_)?status$/,
  /^((deal|lead|sales|lifecycle|opportunity)_)?stage$/,
  /(^|_)(health|lead_score|health_score|engagement)(_score)?$/,
  /(^|_)(lifetime|enriched|enrichment)(_|$)/,
  /(^|_)(won|lost|closed?|signed|acquired|acquisition|created|updated)_(on|date|at)$/,
];

const RUNNING = /^(current|is|has)_|_(total|all|count|to_date|ytd)$/;

const HOW_WE_SOLD =
  /(^|_)(territory|source|channel|partner|reseller|owner|rep|referred|referral|campaign|sales_region)(_|$)/;

const IDENTIFIES =
  /(^|_)(id|ids|uuid|guid|name|domain|website|url|email|phone|fax|address|street|vat|duns)(_|$)/;

/** Why a field named so looks like something known only after the sale; null when it does not. */
export function postSaleName(field: string): string | null {
  return AFTER_THE_SALE.some((pattern) => pattern.test(fieldKey(field)))
    ? "named like something known only after the sale; a prospect cannot have it"
    : null;
}

/** Why a field named so may hold what is so today rather than what was so before the sale; null when it does not look it. */
export function runningName(field: string): string | null {
  return RUNNING.test(fieldKey(field))
    ? "named like a running total or a state of today; make sure that it is as it was before the sale"
    : null;
}

/** True when the name says how the account was sold to (territory, source, owner) rather than how it is. */
export function namedHowWeSold(field: string): boolean {
  return HOW_WE_SOLD.test(fieldKey(field));
}

/** True when the name says that the field identifies an account (id, name, domain). */
export function namedIdentifier(field: string): boolean {
  return IDENTIFIES.test(fieldKey(field));
}

/** How often a field is known among clients and prospects, and how well "is missing" tells them apart. */
export interface PresenceAudit {
  readonly clientShare: number;
  readonly prospectShare: number;
  /** Area under the ROC curve of missingness as a predictor of being a client: 0.5 tells nothing, 1 all. */
  readonly auc: number;
}

/**
 * Presence of a field among clients and prospects, AUC = ½ + ½·|share known of clients − share known of prospects|,
 * which is exact for a yes/no predictor. Without clients or without prospects the AUC is 0.5.
 */
export function auditPresence(
  clients: readonly Account[],
  prospects: readonly Account[],
  field: string,
): PresenceAudit {
  const clientShare = shareKnown(clients, field);
  const prospectShare = shareKnown(prospects, field);
  const comparable = clients.length > 0 && prospects.length > 0;
  const auc = comparable ? 0.5 + Math.abs(clientShare - prospectShare) / 2 : 0.5;
  return { clientShare, prospectShare, auc };
}

function shareKnown(accounts: readonly Account[], field: string): number {
  if (accounts.length === 0) return 0;
  return accounts.filter((account) => categoryOf(account, field) !== null).length / accounts.length;
}
