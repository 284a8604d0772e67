import type { Account } from "../account.js";
import type { Feature } from "../feature.js";
import { shareDatedAfterSale } from "./dated-after-sale.js";
import { type FieldShape, fieldShape } from "./field-shape.js";
import { auditPresence, namedHowWeSold, namedIdentifier, postSaleName, runningName } from "./leak-audit.js";

/** What settings say about fields; every list holds field names. */
export interface FeatureOptions {
  /** Only these may be used. */
  readonly use?: readonly string[];
  readonly howWeSold?: readonly string[];
  readonly banned?: readonly string[];
  /** By field: the written reason for using it although the audit refuses it; the doubt stays as a warning. */
  readonly allowed?: Readonly<Record<string, string>>;
  /** By client: the ISO date of its first purchase, to tell what was written down only after it. */
  readonly saleDates?: ReadonlyMap<string, string>;
}

/** A field that the analysis does not use, or uses with a doubt, and why, in words. */
export interface FieldNote {
  readonly name: string;
  readonly reason: string;
}

/** A field that took no part. */
export interface FieldLeftOut extends FieldNote {
  /** Settings, what it holds, or the audit against leaks, which a written reason in settings overrules. */
  readonly by: "settings" | "contents" | "audit";
}

export interface InferredFeatures {
  readonly features: readonly Feature[];
  readonly leftOut: readonly FieldLeftOut[];
  /** Fields in use that a reader should doubt. */
  readonly flagged: readonly FlaggedField[];
  /** True where no prospect is known by any of the features: what they tell of clients cannot be held against prospects. */
  readonly ofClientsOnly: boolean;
}

/** A field in use that a reader should doubt. */
export interface FlaggedField extends FieldNote {
  /** The written reason of the settings for using it although the audit refuses it; null where it only warns. */
  readonly allowed: string | null;
}

const MAX_MISSING_SHARE = 0.9;
const REFUSED_AUC = 0.9;
const FLAGGED_AUC = 0.65;
const MAX_LATE_SHARE = 0.1;

/**
 * Decides which fields of the accounts may be used to target, and what kind each is.
 *
 * Left out, with a reason: banned fields, fields not in `use`, fields named like facts known after the sale or like
 * identifiers, fields that are constant, nearly all distinct, over 90 % missing, known of only one of clients
 * and prospects (a field whose absence gives a client away is no firmographic), or dated after the sale of a tenth of the
 * clients. Where prospects are known by nothing that clients are known by, the fields are those of clients without prospects,
 * each flagged. Settings overrule what the audit refuses by a written reason (`allowed`), and the doubt is then flagged. Fields
 * come in order of name, so the result does not depend on the order of accounts. Never throws; no clients gives no features.
 */
export function inferFeatures(
  clients: readonly Account[],
  prospects: readonly Account[],
  options: FeatureOptions = {},
): InferredFeatures {
  const shared = featuresOf(clients, prospects, options);
  if (prospects.length === 0 || shared.features.length > 0) return { ...shared, ofClientsOnly: false };
  const alone = featuresOf(clients, [], options);
  const isUnknown = ({ name }: Feature): boolean =>
    auditPresence(clients, prospects, name).prospectShare === 0;
  if (alone.features.length === 0 || !alone.features.every(isUnknown))
    return { ...shared, ofClientsOnly: false };
  const flagged = alone.features.map(
    ({ name }) =>
      alone.flagged.find((flag) => flag.name === name) ?? {
        name,
        reason: "known of clients only: it tells nothing of prospects",
        allowed: null,
      },
  );
  return { ...alone, flagged, ofClientsOnly: true };
}

function featuresOf(
  clients: readonly Account[],
  prospects: readonly Account[],
  options: FeatureOptions,
): Omit<InferredFeatures, "ofClientsOnly"> {
  const accounts = [...clients, ...prospects];
  const names = new Set(accounts.flatMap((account) => Object.keys(account.firmographics)));
  const features: Feature[] = [];
  const leftOut: FieldLeftOut[] = [];
  const flagged: FlaggedField[] = [];
  for (const name of [...names].sort()) {
    const shape = fieldShape(clients, accounts, name);
    const doubt = doubtOf(clients, prospects, name, options.saleDates);
    const allowed = allowedReason(name, options);
    const refused =
      leftOutBy("settings", settingsReason(name, options)) ??
      leftOutBy("contents", shapeReason(shape)) ??
      leftOutBy("audit", allowed === null ? doubt.refusal : null);
    if (refused !== null) {
      leftOut.push({ name, ...refused });
      continue;
    }
    const chosen = allowed !== null || (options.use?.includes(name) ?? false);
    const howWeSold = options.howWeSold?.includes(name) || (!chosen && namedHowWeSold(name));
    features.push({ name, kind: shape.kind, role: howWeSold ? "how-we-sold" : "firmographic" });
    const warning = doubt.refusal ?? doubt.warning;
    if (warning !== null) flagged.push({ name, reason: warning, allowed });
  }
  return { features, leftOut, flagged };
}

function leftOutBy(by: FieldLeftOut["by"], reason: string | null): Omit<FieldLeftOut, "name"> | null {
  return reason === null ? null : { reason, by };
}

function allowedReason(name: string, { allowed = {} }: FeatureOptions): string | null {
  return Object.hasOwn(allowed, name) ? (allowed[name]?.trim() ?? "") || null : null;
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

function doubtOf(
  clients: readonly Account[],
  prospects: readonly Account[],
  name: string,
  saleDates: ReadonlyMap<string, string> = new Map(),
): { refusal: string | null; warning: string | null } {
  const postSale = postSaleName(name);
  if (postSale !== null) return { refusal: postSale, warning: null };
  if (namedIdentifier(name)) return { refusal: "identifies an account", warning: null };
  const late = shareDatedAfterSale(clients, name, saleDates);
  if (late > MAX_LATE_SHARE) {
    return {
      refusal: `dated after the sale for ${percent(late)} of the clients that say when`,
      warning: null,
    };
  }
  if (clients.length === 0 || prospects.length === 0) return { refusal: null, warning: runningName(name) };
  const { clientShare, prospectShare, auc } = auditPresence(clients, prospects, name);
  if (prospectShare === 0) return { refusal: "known of clients only", warning: null };
  const presence = `known of ${percent(clientShare)} of clients and ${percent(prospectShare)} of prospects`;
  const telling = `${presence}: whether it is known tells who is a client`;
  if (auc > REFUSED_AUC) return { refusal: telling, warning: null };
  return { refusal: null, warning: auc > FLAGGED_AUC ? telling : runningName(name) };
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
