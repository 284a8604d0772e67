import { literals } from "../sql.js";

/** Ends on the end date; yes and true are of a column that flags contracts which were cancelled. */
const ENDS = [
  ...["cancelled", "canceled", "churned", "terminated", "ended", "expired", "lost"],
  ...["non renewing", "not renewing", "will not renew"],
  ...["true", "yes"],
];

/** Nothing was sold yet. */
const NEVER_BEGUN = [
  "trial",
  "trialing",
  "trialling",
  "in trial",
  "incomplete",
  "incomplete expired",
  "draft",
];

/** Lives, or is to come. */
const LIVES = [
  ...[
    "active",
    "live",
    "open",
    "current",
    "running",
    "ongoing",
    "in force",
    "valid",
    "signed",
    "renewed",
    "won",
  ],
  ...["closed won", "new", "past due", "unpaid", "overdue", "paused", "on hold", "suspended", "dunning"],
  ...["future", "pending", "scheduled", "upcoming", "auto renew", "renewing", "false", "no"],
];

/** SQL: true where a status ends its contract on its end date. */
export function endsContract(status: string): string {
  return `${wordOf(status)} IN (${literals(ENDS)})`;
}

/** SQL: true where a status says that no contract began. */
export function neverBegan(status: string): string {
  return `${wordOf(status)} IN (${literals(NEVER_BEGUN)})`;
}

/** SQL: true where a status is none of those that are known. */
export function isUnknownStatus(status: string): string {
  return `${wordOf(status)} NOT IN (${literals([...ENDS, ...NEVER_BEGUN, ...LIVES])})`;
}

/** SQL: a status without regard to case, hyphens and underscores. */
function wordOf(status: string): string {
  return `lower(trim(translate(${status}, '_-', '  ')))`;
}
