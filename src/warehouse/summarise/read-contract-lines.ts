import type { ContractLine, ContractYearAgo, TermAhead } from "../../model/value/client-history.js";
import { KINDS } from "../contract/kinds.js";
import { boolean, type Engine, number, numberOrNull, text, textOrNull } from "../engine.js";
import { LONG_FROM_MONTHS, type PlaceInRuns, placeOf, readStretches, termRuns } from "./term-runs.js";

/** Contract lines by client, in the order of product and start, with what `contract_billing` says of them. */
export async function readContractLines(
  engine: Engine,
): Promise<ReadonlyMap<string, readonly ContractLine[]>> {
  const rows = await engine.rows(
    `SELECT * REPLACE (CAST(started_on AS VARCHAR) AS started_on, CAST(ends_on AS VARCHAR) AS ends_on)
     FROM (
       SELECT contract_lines.*, instalments, unbilled, CAST(next_on AS VARCHAR) AS next_on, billing.kind, billing.share, term_swing, level_swing
       FROM contract_lines LEFT JOIN contract_billing AS billing ON billing.line = contract_lines.line
     ) AS contract_lines ORDER BY client_id, product NULLS FIRST, contract_lines.started_on, line`,
  );
  if (rows.length === 0) return new Map();
  const stretches = await readStretches(engine);
  const termsAhead = await readTermsAhead(engine);
  const lines = new Map<string, ContractLine[]>();
  for (const row of rows) {
    const moments = (direction: "up" | "down") => ({
      count: number(row, `${direction}_count`),
      sum: number(row, `${direction}_sum`),
      squares: number(row, `${direction}_squares`),
    });
    const clientId = text(row, "client_id");
    const ofClient = lines.get(clientId) ?? [];
    const renewedBefore = number(row, "renewed_before");
    const termMonths = number(row, "term_months");
    const runs = termRuns(stretches.get(number(row, "line")) ?? [], termMonths >= LONG_FROM_MONTHS);
    const earlier = runs.slice(0, -1);
    const recentTerms = text(row, "recent_terms");
    const thenTerm = numberOrNull(row, "then_term");
    const latelyDue = { renewals: number(row, "lately_renewed"), end: boolean(row, "lately_ended") };
    const lateDays = text(row, "late_days");
    const ahead = termsAhead.get(number(row, "line"));
    const kind = KINDS.find((one) => one === row.kind);
    const share = numberOrNull(row, "share") ?? 1;
    ofClient.push({
      product: textOrNull(row, "product"),
      startedOn: text(row, "started_on"),
      renewedBefore,
      terms: number(row, "terms"),
      termMonths,
      ...(earlier.length === 0 ? {} : { earlier }),
      endsOn: text(row, "ends_on"),
      termRevenue: number(row, "term_revenue"),
      ...(ahead === undefined ? {} : { ahead }),
      ...(kind === undefined
        ? {}
        : {
            billing: {
              instalments: number(row, "instalments"),
              unbilled: number(row, "unbilled"),
              nextOn: textOrNull(row, "next_on"),
              kind,
              ...(share === 1
                ? {}
                : { share, swings: { term: number(row, "term_swing"), level: number(row, "level_swing") } }),
            },
          }),
      ended: boolean(row, "ended"),
      merged: boolean(row, "merged"),
      noticeGiven: boolean(row, "notice_given"),
      changes: {
        flat: number(row, "flat_count"),
        up: moments("up"),
        down: moments("down"),
        yearly: {
          pairs: number(row, "yearly_pairs"),
          renewals: number(row, "yearly_renewals"),
          sum: number(row, "yearly_sum"),
        },
        swings: { sum: number(row, "swing_sum"), squares: number(row, "swing_squares") },
      },
      ...(latelyDue.renewals > 0 || latelyDue.end ? { latelyDue } : {}),
      signed: {
        renewals: number(row, "signed"),
        lateDays: lateDays === "" ? [] : lateDays.split(" ").map(Number),
      },
      recentTerms: recentTerms === "" ? [] : recentTerms.split(" ").map(Number),
      yearAgo:
        thenTerm === null
          ? null
          : {
              ...thenOf(placeOf(runs, thenTerm), renewedBefore, thenTerm),
              opportunities: number(row, "then_opportunities"),
              yearlyRevenue: number(row, "then_yearly"),
            },
    });
    lines.set(clientId, ofClient);
  }
  return lines;
}

/** Terms that are signed and begin after the as-of date, by line, in order. */
async function readTermsAhead(engine: Engine): Promise<ReadonlyMap<number, readonly TermAhead[]>> {
  const rows = await engine.rows(
    "SELECT line, CAST(starts_on AS VARCHAR) AS starts_on, amount, 12 * rate AS yearly FROM terms_ahead ORDER BY line, starts_on",
  );
  const ahead = new Map<number, TermAhead[]>();
  for (const row of rows) {
    const line = number(row, "line");
    const ofLine = ahead.get(line) ?? [];
    ofLine.push({
      startsOn: text(row, "starts_on"),
      revenue: number(row, "amount"),
      yearlyRevenue: number(row, "yearly"),
    });
    ahead.set(line, ofLine);
  }
  return ahead;
}

/** A line's renewals as they stood, within its run of terms; the length of these where it has changed since. */
function thenOf(
  place: PlaceInRuns | null,
  renewedBefore: number,
  term: number,
): Pick<ContractYearAgo, "renewals" | "termMonths"> {
  if (place === null) return { renewals: renewedBefore + term - 1 };
  const renewals = (place.isFirstRun ? renewedBefore : 0) + place.termsBefore;
  return place.isLastRun ? { renewals } : { renewals, termMonths: place.run.termMonths };
}
