import type { Account } from "../account.js";
import type { Feature } from "../feature.js";
import { type FieldShape, fieldShape } from "./field-shape.js";
import { auditPresence, namedHowWeSold, namedIdentifier, postSaleName } from "./leak-audit.js";

/** What settings say about fields; every list holds field names. */
export interface FeatureOptions {
  /** Only these may be used; naming a field here also overrules the audit's doubts, which stay as a warning. */
  readonly use?: readonly string[];
  readonly howWeSold?: readonly string[];
  readonly banned?: readonly string[];
}

/** A field that the analysis does not use, or uses with a doubt, and why, in words. */
export interface FieldNote {
  readonly name: string;
  readonly reason: string;
}

export interface InferredFeatures {
  readonly features: readonly Feature[];
  readonly leftOut: readonly FieldNote[];
  /** Fields in use that a reader should doubt. */
  readonly flagged: readonly FieldNote[];
}

const MAX_MISSING_SHARE = 0.9;
const REFUSED_AUC = 0.9;
const FLAGGED_AUC = 0.65;

/**
 * Decides which fields of the accounts may be used to target, and what kind each is.
 *
 * Left out, with a reason: banned fields, fields not in `use`, fields named like facts known after the sale or like
 * identifiers, fields that are constant, nearly all distinct, over 90 % missing, or known of only one of clients
 * and prospects (a field whose absence gives a client away is no firmographic). Fields come in order of name, so the
 * result does not depend on the order of accounts. Never throws; no clients gives no features.
 */
export function inferFeatures(
  clients: readonly Account[],
  prospects: readonly Account[],
  options: FeatureOptions = {},
): InferredFeatures {
  const accounts = [...clients, ...prospects];
  const names = new Set(accounts.flatMap((account) => Object.keys(account.firmographics)));
  const features: Feature[] = [];
  const leftOut: FieldNote[] = [];
  const flagged: FieldNote[] = [];
  for (const name of [...names].sort()) {
    const shape = fieldShape(clients, accounts, name);
    const doubt = doubtOf(clients, prospects, name);
    const trusted = options.use?.includes(name) ?? false;
    const reason = settingsReason(name, options) ?? shapeReason(shape) ?? (trusted ? null : doubt.refusal);
    if (reason !== null) {
      leftOut.push({ name, reason });
      continue;
    }
    const howWeSold = options.howWeSold?.includes(name) || (!trusted && namedHowWeSold(name));
    features.push({ name, kind: shape.kind, role: howWeSold ? "how-we-sold" : "firmographic" });
    const warning = doubt.refusal ?? doubt.warning;
    if (warning !== null) flagged.push({ name, reason: warning });
  }
  return { features, leftOut, flagged };
}

function settingsReason(name: string, { use, banned }: FeatureOptions): string | null {
  if (banned?.includes(name)) return "banned in settings";
  if (use !== undefined && !use.includes(name)) return "not among the fields that settings allow";
  return null;
}

function shapeReason({ known, missingShare, levels, identifying }: FieldShape): string | null {
  if (known === 0) return "empty for every client";
  if (missingShare > MAX_MISSING_SHARE) return `missing for ${percent(missingShare)} of accounts`;
  if (levels < 2) return "the same for every client";
  if (identifying)
    return "nearly every account has its own value, so it says nothing about a kind of account";
  return null;
}

function doubtOf(clients: readonly Account[], prospects: readonly Account[], name: string) {
  const postSale = postSaleName(name);
  if (postSale !== null) return { refusal: postSale, warning: null };
  if (namedIdentifier(name)) return { refusal: "identifies an account", warning: null };
  if (clients.length === 0 || prospects.length === 0) return { refusal: null, warning: null };
  const { clientShare, prospectShare, auc } = auditPresence(clients, prospects, name);
  if (prospectShare === 0) return { refusal: "known of clients only", warning: null };
  const presence = `known of ${percent(clientShare)} of clients and ${percent(prospectShare)} of prospects`;
  const telling = `${presence}: whether it is known tells who is a client`;
  if (auc > REFUSED_AUC) return { refusal: telling, warning: null };
  return { refusal: null, warning: auc > FLAGGED_AUC ? telling : null };
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
