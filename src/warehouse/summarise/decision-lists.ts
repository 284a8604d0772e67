import type { TypedFile } from "../check/type-table.js";
import type {
  InitiativeRecord,
  JudgementRecord,
  LeadRecord,
  PlanRecord,
  QuotaRecord,
  SignalRecord,
} from "../decision-records.js";
import { booleanOrNull, type Engine, number, numberOrNull, text, textOrNull } from "../engine.js";
import { leadWon, type StatedOutcomes } from "../parse/outcomes.js";
import { quarterOf } from "../sql.js";

const ACCEPTED = "problem IS NULL AND exclusion IS NULL";

/** Accepted leads, ordered by id. An outcome that speaks of winning or converting is won, one of losing is lost. */
export async function readLeads(
  engine: Engine,
  file: TypedFile | undefined,
  outcomes: StatedOutcomes,
): Promise<LeadRecord[]> {
  if (file === undefined) return [];
  const rows = await engine.rows(
    `SELECT lead_id, account_id, domain, company, contact_id, title, role, source, score,
       CAST(created_on AS VARCHAR) AS created_on, ${leadWon(outcomes)} AS won
     FROM ${file.typed} WHERE ${ACCEPTED} ORDER BY lead_id`,
  );
  return rows.map((row) => ({
    leadId: text(row, "lead_id"),
    accountId: textOrNull(row, "account_id"),
    domain: textOrNull(row, "domain"),
    company: textOrNull(row, "company"),
    contactId: textOrNull(row, "contact_id"),
    title: textOrNull(row, "title"),
    role: textOrNull(row, "role"),
    createdOn: textOrNull(row, "created_on"),
    source: textOrNull(row, "source"),
    score: number(row, "score"),
    won: booleanOrNull(row, "won"),
  }));
}

/** Accepted quotas by owner and period; several of one owner and period are added up. */
export async function readQuotas(engine: Engine, file: TypedFile | undefined): Promise<QuotaRecord[]> {
  if (file === undefined) return [];
  const rows = await engine.rows(
    `SELECT owner, period, sum(quota) AS quota FROM ${file.typed} WHERE ${ACCEPTED} GROUP BY 1, 2 ORDER BY 1, 2`,
  );
  return rows.map((row) => ({
    owner: text(row, "owner"),
    period: text(row, "period"),
    quota: number(row, "quota"),
  }));
}

/** Accepted initiatives by start and name; the values are those between semicolons. */
export async function readInitiatives(
  engine: Engine,
  file: TypedFile | undefined,
): Promise<InitiativeRecord[]> {
  if (file === undefined) return [];
  const rows = await engine.rows(
    `SELECT name, CAST("start" AS VARCHAR) AS starts_on, CAST("end" AS VARCHAR) AS ends_on, field, "values", note
     FROM ${file.typed} WHERE ${ACCEPTED} ORDER BY "start", name, record`,
  );
  return rows.map((row) => ({
    name: text(row, "name"),
    startsOn: text(row, "starts_on"),
    endsOn: textOrNull(row, "ends_on"),
    field: textOrNull(row, "field"),
    values: (textOrNull(row, "values") ?? "")
      .split(";")
      .map((value) => value.trim())
      .filter((value) => value !== ""),
    note: textOrNull(row, "note"),
  }));
}

/** Mean readings by client, measure and quarter, in that order. */
export async function readSignals(engine: Engine, file: TypedFile | undefined): Promise<SignalRecord[]> {
  if (file === undefined) return [];
  const rows = await engine.rows(
    `SELECT client_id, lower(measure) AS measure, ${quarterOf("date")} AS quarter,
       CAST(sum(CAST(value AS DECIMAL(38,6))) AS DOUBLE) / count(*) AS mean, count(*) AS readings
     FROM ${file.typed} WHERE ${ACCEPTED} GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
  );
  return rows.map((row) => ({
    clientId: text(row, "client_id"),
    measure: text(row, "measure"),
    quarter: text(row, "quarter"),
    mean: number(row, "mean"),
    readings: number(row, "readings"),
  }));
}

/** Accepted judgements by account, date and person. */
export async function readJudgements(
  engine: Engine,
  file: TypedFile | undefined,
): Promise<JudgementRecord[]> {
  if (file === undefined) return [];
  const rows = await engine.rows(
    `SELECT account_id, "by", CAST(date AS VARCHAR) AS day, rank, estimate, note
     FROM ${file.typed} WHERE ${ACCEPTED} ORDER BY account_id, day, "by", record`,
  );
  return rows.map((row) => ({
    accountId: text(row, "account_id"),
    by: text(row, "by"),
    date: text(row, "day"),
    rank: numberOrNull(row, "rank"),
    estimate: numberOrNull(row, "estimate"),
    note: textOrNull(row, "note"),
  }));
}

/** Accepted plans by client and due date. */
export async function readPlans(engine: Engine, file: TypedFile | undefined): Promise<PlanRecord[]> {
  if (file === undefined) return [];
  const rows = await engine.rows(
    `SELECT client_id, goal, CAST(due AS VARCHAR) AS due_on, note
     FROM ${file.typed} WHERE ${ACCEPTED} ORDER BY client_id, due NULLS LAST, record`,
  );
  return rows.map((row) => ({
    clientId: text(row, "client_id"),
    goal: text(row, "goal"),
    dueOn: textOrNull(row, "due_on"),
    note: textOrNull(row, "note"),
  }));
}
