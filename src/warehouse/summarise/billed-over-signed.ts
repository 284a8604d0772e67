import { type Engine, number } from "../engine.js";
import { literal } from "../sql.js";

/** Days by which any invoice may precede the term that it is for; the last monthly one of the term before does not. */
export const EARLY_DAYS = 27;
/** Days by which an invoice of half a year or more may: half of the time that it pays for. */
export const EARLIEST_DAYS = 183;
/** Days after the end of a term by which its last invoice has come. */
const LATE_DAYS = 31;
/** A term billed less than this share of its amount lacks invoices, and one billed more than the other has another amount. */
const [LEAST_SHARE, MOST_SHARE] = [0.5, 10] as const;
/** Fewer contracts do not tell how contracts are billed. */
const FEWEST = 10;
/** A smaller difference between what is billed and what is signed is rounding. */
const [NOISE_OF_ALL, NOISE_OF_ONE] = [0.02, 0.01] as const;

/**
 * Makes the table `billed_over_signed` of all lines, from `contract_lines`, `terms` and `raw_books`: line, share (of the
 * amount of a term that is billed for it; 1 where the books do not tell), term_swing and level_swing (standard deviations of
 * logarithms of what terms are billed around that share, and of it around the truth; 0 where the share is 1).
 *
 * Of finished terms within the books, the last of an ended line left out, r = what was billed net of credits over the
 * amount, from ½ to 10. An invoice belongs to the term that it precedes by half of the time that it pays for (27 days to
 * half a year) at most; 27 days earlier where the first of a line came that long after its start, in arrears. It counts
 * for lines of its product, or where none has it for all of the client, by what they cost a day; a further contract's
 * only up to its amount: what is sold beside a contract is no billing of it.
 *
 * All lines together are billed m = Σ billed / Σ amounts, where that is 2 % and two standard errors of a ratio estimator
 * from 1, else 1. A line is billed m + z·(r̄ − m), r̄ its mean, z = nτ²/(nτ² + σ²) (Bühlmann 1967), σ² the variance of
 * r within lines and τ² that between them, 0 unless beyond chance by two standard errors, and unless 10 lines were
 * billed otherwise than they say in each of several terms: a credit once is no other rate. Within 1 % it is 1. Fewer than
 * 10 lines do not tell. Terms swing by σ, the share by τ·√(1 − z), of a line that tells nothing and where z is 0 by all
 * of the variance between lines that σ leaves.
 *
 * Gives a warning where contracts are billed otherwise than they say.
 */
export async function makeBilledOverSigned(engine: Engine, asOf: string): Promise<string[]> {
  const [signed] = await engine.rows("SELECT count(*) AS lines FROM contract_lines");
  if (signed === undefined || number(signed, "lines") < FEWEST) {
    await engine.run(
      `CREATE OR REPLACE TABLE billed_over_signed AS
       SELECT line, 1::DOUBLE AS share, 0::DOUBLE AS term_swing, 0::DOUBLE AS level_swing FROM contract_lines`,
    );
    return [];
  }
  await engine.run(`CREATE OR REPLACE TABLE billed_terms AS ${billedTerms(asOf)}`);
  await engine.run(`CREATE OR REPLACE TABLE billed_over_signed AS ${SHARES}`);
  const [row] = await engine.rows(
    `SELECT count(*) FILTER (WHERE NOT ended AND share <> 1) AS moved, count(*) FILTER (WHERE NOT ended) AS live,
       (SELECT count(*) FROM billed_terms) AS terms, (SELECT coalesce(sum(billed) / sum(amount), 1) FROM billed_terms) AS of_all
     FROM billed_over_signed JOIN contract_lines ON contract_lines.line = billed_over_signed.line`,
  );
  if (row === undefined || number(row, "moved") === 0) return [];
  const [moved, live] = [number(row, "moved"), number(row, "live")];
  return [
    `contracts were billed ${Math.round(100 * number(row, "of_all"))}% of what they say, over ${number(row, "terms")} finished terms: for ${moved} of ${live} live ones, what is left to bill and what renewals bring are taken from what was billed; recurring revenue and retention are as signed. If amounts are per month or per year, set contracts.amountPer in targeting.yaml`,
  ];
}

function billedTerms(asOf: string): string {
  return `WITH sold AS (
    SELECT DISTINCT client_id, product FROM terms
  ), spans AS (
    SELECT line.line, line.client_id, term.product, term.term, term.starts_on, term.ends_on, term.kind,
      CAST(term.amount AS DOUBLE) AS amount, term.ends_on - term.starts_on + 1 AS days,
      NOT (line.ended AND term.term = line.terms) AND term.ends_on + ${LATE_DAYS} < DATE ${literal(asOf)}
        AND term.starts_on >= (SELECT min(date) FROM raw_books) AS is_told
    FROM contract_lines AS line JOIN terms AS term ON term.line = line.line WHERE term.amount > 0
  ), daily AS (
    SELECT client_id, product, date, coalesce(kind, 'renewal') = 'expansion' AS beside, CAST(sum(amount) AS DOUBLE) AS amount
    FROM raw_books WHERE coalesce(kind, 'renewal') IN ('initial', 'renewal', 'expansion')
      AND client_id IN (SELECT client_id FROM spans WHERE is_told) GROUP BY ALL
  ), matched AS (
    SELECT book.*, span.* EXCLUDE (client_id, product, amount), span.amount AS signed
    FROM daily AS book JOIN spans AS span ON span.client_id = book.client_id
      LEFT JOIN sold ON sold.client_id = book.client_id AND sold.product = book.product
    WHERE (sold.product IS NULL OR book.product = span.product)
      AND book.date BETWEEN span.starts_on - ${EARLIEST_DAYS} AND span.ends_on + ${LATE_DAYS}
  ), opened AS (
    SELECT line, min(date) >= min(starts_on) + ${EARLY_DAYS} AS in_arrears
    FROM matched WHERE term = 1 AND is_told GROUP BY line
  ), placed AS (
    SELECT matched.*, CASE WHEN in_arrears THEN -${EARLY_DAYS} ELSE greatest(${EARLY_DAYS},
      least(${EARLIEST_DAYS}, CAST(floor(abs(amount) / signed * days / 2) AS INTEGER))) END AS lead
    FROM matched LEFT JOIN opened ON opened.line = matched.line
  ), divided AS (
    SELECT *, CAST(amount * (signed / days) / sum(signed / days) OVER (
      PARTITION BY client_id, product, date, beside) AS DECIMAL(18,4)) AS part
    FROM placed WHERE date BETWEEN starts_on - lead AND ends_on - lead
  ), billed AS (
    SELECT line, term, signed AS amount, coalesce(sum(part) FILTER (WHERE NOT beside), 0) AS own,
      CASE WHEN kind = 'expansion' THEN coalesce(sum(part) FILTER (WHERE beside), 0) ELSE 0 END AS beside
    FROM divided WHERE is_told GROUP BY line, term, signed, kind
  ), counted AS (
    SELECT line, term, CAST(amount AS DECIMAL(18,2)) AS amount,
      CAST(own + least(beside, greatest(0, amount - own)) AS DECIMAL(18,4)) AS billed
    FROM billed
  )
  SELECT *, CAST(CAST(billed AS DOUBLE) / CAST(amount AS DOUBLE) AS DECIMAL(9,6)) AS share FROM counted
  WHERE CAST(billed AS DOUBLE) BETWEEN ${LEAST_SHARE} * amount AND ${MOST_SHARE} * amount`;
}

/** SQL: the standard deviation of the logarithm of a lognormal amount with this variance around the share that is told. */
function swing(variance: string): string {
  return `CASE WHEN told = 1 THEN 0 ELSE round(sqrt(ln(1 + coalesce(${variance}, 0) / told ** 2)), 4) END`;
}

const SHARES = `WITH lines AS (
    SELECT line, count(*) AS terms, CAST(sum(billed) AS DOUBLE) AS billed, CAST(sum(amount) AS DOUBLE) AS amount,
      CAST(sum(share) AS DOUBLE) / count(*) AS share,
      greatest(0, CAST(sum(share * share) AS DOUBLE) - CAST(sum(share) AS DOUBLE) ** 2 / count(*)) AS squares,
      CAST(count(*) > 1 AND min(abs(share - 1)) >= ${NOISE_OF_ONE} AS INTEGER) AS differs
    FROM billed_terms GROUP BY line
  ), listed AS (
    SELECT list(struct_pack(terms, billed, amount, share, squares, differs) ORDER BY line) AS lines FROM lines
  ), summed AS (
    SELECT lines, len(lines) AS count, list_sum([one.billed FOR one IN lines]) / list_sum([one.amount FOR one IN lines]) AS mean,
      list_sum([one.amount FOR one IN lines]) AS amount, list_avg([one.share FOR one IN lines]) AS mean_share,
      list_sum([one.terms - 1 FOR one IN lines]) AS repeats, list_sum([one.differs FOR one IN lines]) AS differing, list_sum([one.squares FOR one IN lines]) AS squares,
      list_avg([1 / one.terms FOR one IN lines]) AS mean_part
    FROM listed
  ), spread AS (
    SELECT *, sqrt(list_sum([(one.billed - mean * one.amount) ** 2 FOR one IN lines])) / amount AS error,
      squares / greatest(1, repeats) AS within_lines,
      list_sum([(one.share - mean_share) ** 2 FOR one IN lines]) / greatest(1, count - 1) AS between_lines
    FROM summed
  ), told AS (
    SELECT greatest(0, between_lines - within_lines * mean_part) AS apart, CASE WHEN count >= ${FEWEST} AND abs(mean - 1) >= greatest(${NOISE_OF_ALL}, 2 * error) THEN mean ELSE 1 END AS mean, within_lines,
      CASE WHEN differing >= ${FEWEST} AND between_lines > within_lines * mean_part * (1 + 2 * sqrt(2 / (count - 1)))
        THEN apart ELSE 0 END AS lasting
    FROM spread
  ), judged AS (
    SELECT contract_lines.line, coalesce(told.mean, 1) AS mean, lines.share AS own, within_lines, apart,
      CASE WHEN lasting > 0 THEN coalesce(lines.terms, 0) * lasting / (coalesce(lines.terms, 0) * lasting + within_lines) ELSE 0 END AS weight
    FROM contract_lines LEFT JOIN lines ON lines.line = contract_lines.line CROSS JOIN told
  ), shares AS (
    SELECT *, mean + CASE WHEN weight > 0 THEN weight * (own - mean) ELSE 0 END AS share FROM judged
  ), rounded AS (
    SELECT *, round(CASE WHEN abs(share - 1) < ${NOISE_OF_ONE} THEN 1 ELSE share END, 4) AS told FROM shares
  )
  SELECT line, told AS share, ${swing("within_lines")} AS term_swing, ${swing("apart * (1 - weight)")} AS level_swing FROM rounded`;
