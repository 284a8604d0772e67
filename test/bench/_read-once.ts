import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { checkFiles } from "../../src/warehouse/check/check-files.js";
import { fileReport } from "../../src/warehouse/check/file-report.js";
import { fileWarnings } from "../../src/warehouse/check/file-warnings.js";
import { openDuckDbEngine } from "../../src/warehouse/duckdb-engine.js";
import type { FileQuality } from "../../src/warehouse/inputs.js";
import { findFiles } from "../../src/warehouse/read/find-files.js";
import { readInputs } from "../../src/warehouse/read-inputs.js";
import { loadSettings } from "../../src/warehouse/settings/load-settings.js";
import type { Timed } from "./reading.js";

const [how, folder = ""] = process.argv.slice(2);
const hash = createHash("sha256");
const startedAt = performance.now();
const before = process.cpuUsage();
const read =
  how === "engine" ? await engineAlone() : how === "reconciled" ? await reconciled() : await warehouse();
const used = process.cpuUsage(before);
const seconds = (performance.now() - startedAt) / 1000;
const peakMegabytes = process.resourceUsage().maxRSS / 1024;
const timed: Timed = {
  seconds,
  cpuSeconds: (used.user + used.system) / 1e6,
  peakMegabytes,
  rejects: read(),
  digest: hash.digest("hex"),
};
process.stdout.write(JSON.stringify(timed));

/** Reads the files with declared types and groups the transactions. Gives what takes the digest and counts rejects. */
async function engineAlone(): Promise<() => number> {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  await connection.run(
    `CREATE TABLE client AS
     SELECT client_id, sum(amount) AS revenue, count(*) AS rows, max(date) AS last_on
     FROM read_csv('${join(folder, "transactions.csv")}', auto_detect = false, header = true, delim = ',',
       ignore_errors = true, columns = {'client_id': 'VARCHAR', 'date': 'DATE', 'amount': 'DECIMAL(15,2)',
         'transaction_id': 'VARCHAR', 'currency': 'VARCHAR', 'kind': 'VARCHAR', 'product': 'VARCHAR'})
     GROUP BY client_id`,
  );
  const clients = join(folder, "clients.csv");
  if (existsSync(clients)) {
    await connection.run(
      `CREATE TABLE listed AS
       SELECT * FROM read_csv('${clients}', auto_detect = false, header = true, delim = ',', ignore_errors = true,
         columns = {'client_id': 'VARCHAR', 'name': 'VARCHAR', 'industry': 'VARCHAR', 'employees': 'INTEGER', 'country': 'VARCHAR'})`,
    );
  }
  return () => 0;
}

/** Checks every row, reports each file with its money and its rejects by line, and sums the accepted rows by client. */
async function reconciled(): Promise<() => number> {
  const settings = await loadSettings(folder);
  const scratch = await mkdtemp(join(tmpdir(), "bellwether-bench-read-"));
  const engine = await openDuckDbEngine(join(scratch, "spill"), Number.POSITIVE_INFINITY);
  const { files: found } = await findFiles(folder, settings);
  const checked = await checkFiles(engine, found, settings, null, scratch);
  await engine.run(
    `CREATE TABLE client AS
     SELECT client_id, sum(amount) AS revenue, count(*) AS rows, max(date) AS last_on
     FROM accepted_transactions GROUP BY client_id`,
  );
  // By which warnings tell the clients that bring nothing.
  await engine.run("CREATE VIEW client_days AS SELECT client_id FROM client");
  const reports: FileQuality[] = [];
  for (const file of checked.files.values()) {
    reports.push(await fileReport(engine, file, await fileWarnings(engine, file, checked, settings)));
  }
  const sums = await engine.rows(
    "SELECT count(*) AS clients, sum(revenue) AS revenue, sum(rows) AS rows FROM client",
  );
  engine.close();
  await rm(scratch, { recursive: true });
  return () => {
    hash.update(JSON.stringify([reports, sums]));
    return reports.reduce((sum, { rows }) => sum + rows.rejected, 0);
  };
}

/** All that a report reads: histories, cohorts, details, accounts. */
async function warehouse(): Promise<() => number> {
  const inputs = await readInputs({ dataFolder: folder, settings: await loadSettings(folder) });
  return () => {
    for (const part of Object.values(inputs)) {
      if (!Array.isArray(part)) hash.update(JSON.stringify(part));
      else for (const each of part) hash.update(JSON.stringify(each));
    }
    return inputs.quality.files.reduce((sum, { rows }) => sum + rows.rejected, 0);
  };
}
