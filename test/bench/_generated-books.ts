import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";

/**
 * Writes `transactions.csv` with so many rows of a tenth as many clients, and `clients.csv`, into a folder.
 *
 * The same rows give the same bytes. About one row in 10,000 in all repeats an earlier one word for word, repeats an id with
 * another amount, names a client that is not listed, or cannot be read (amount, date, missing client); one in fifty is a
 * credit, and 2 in 10,000 amounts are written with a currency.
 */
export async function generateBooks(folder: string, rows: number): Promise<void> {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  const clients = Math.max(1, Math.round(rows / 10));
  const draw = (salt: number): string => `CAST(hash(number * 16 + ${salt}) >> 8 AS BIGINT)`;
  const copy = (query: string, file: string): string =>
    `COPY (${query}) TO '${join(folder, file)}' (HEADER true, DELIMITER ',', QUOTE '')`;
  await connection.run(
    copy(
      `SELECT 'C' || lpad(CAST(number AS VARCHAR), 7, '0') AS client_id, 'Client ' || number AS name,
         ['Software', 'Retail', 'Banking', 'Energy', 'Logistics'][1 + ${draw(1)} % 5] AS industry,
         1 + ${draw(2)} % 5000 AS employees, ['DE', 'FR', 'US', 'GB'][1 + ${draw(3)} % 4] AS country
       FROM range(${clients}) AS client(number)`,
      "clients.csv",
    ),
  );
  await connection.run(
    copy(
      `WITH oddity AS (
         SELECT number, ${draw(9)} % 60000 AS oddity FROM range(${rows}) AS line(number)
       ), meant AS (
         SELECT CASE WHEN oddity = 0 AND number > 0 THEN number - 1 ELSE number END AS number, oddity FROM oddity
       )
       SELECT CASE oddity WHEN 1 THEN 'X' || number WHEN 2 THEN NULL
           ELSE 'C' || lpad(CAST(${draw(1)} % ${clients} AS VARCHAR), 7, '0') END AS client_id,
         CASE oddity WHEN 3 THEN '2024-02-30'
           ELSE CAST(DATE '2018-01-01' + CAST(${draw(2)} % 2557 AS INTEGER) AS VARCHAR) END AS date,
         CASE WHEN oddity = 4 THEN '#REF!' WHEN oddity BETWEEN 10 AND 20 THEN 'EUR '
           WHEN ${draw(3)} % 50 = 0 THEN '-' ELSE '' END ||
           CASE oddity WHEN 4 THEN '' ELSE CAST(CAST(1 + ${draw(4)} % 500000 AS DECIMAL(12,2)) / 100 AS DECIMAL(12,2))::VARCHAR END AS amount,
         'T' || CAST(CASE WHEN oddity = 5 AND number > 0 THEN number - 1 ELSE number END AS VARCHAR) AS transaction_id,
         'EUR' AS currency,
         ['initial', 'renewal', 'expansion', 'services', 'other'][1 + ${draw(5)} % 5] AS kind,
         'Product ' || (${draw(6)} % 20) AS product
       FROM meant`,
      "transactions.csv",
    ),
  );
  connection.closeSync();
  instance.closeSync();
}
