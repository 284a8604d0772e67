import { createHash } from "node:crypto";
import { access, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { csvParse } from "d3";
import { z } from "zod";
import { textOfCsvCell } from "../model/csv-cell.js";
import { inputError } from "../warehouse/input-error.js";
import { type PreviousProspect, parsePreviousProspects } from "./previous-prospects.js";
import { type ValueSettings, valueSettingsSchema } from "./value-settings.js";

/** What a client was worth in the previous report. */
export interface PreviousClient {
  readonly clientId: string;
  readonly name: string;
  readonly clv: number;
  readonly totalValue: number;
  readonly historicValue: number;
  readonly pActive: number;
}

/** An earlier report of the same company, as far as its exports tell it. */
export interface PreviousReport {
  /** SHA-256 of its manifest.json, clients.csv and prospects.csv. */
  readonly digest: string;
  readonly version: string;
  readonly asOf: string;
  /** Digest of its settings. */
  readonly settings: string;
  /** Digest of the settings by which its files were read; null where the manifest does not say. */
  readonly readingSettings: string | null;
  /** null where the manifest does not say. */
  readonly valueSettings: ValueSettings | null;
  readonly clients: readonly PreviousClient[];
  /** Empty where it had no list of prospects. */
  readonly prospects: readonly PreviousProspect[];
}

const manifestSchema = z.object({
  program: z.literal("bellwether"),
  version: z.string(),
  asOf: z.iso.date(),
  settings: z.string(),
  readingSettings: z.string().optional(),
  valueSettings: valueSettingsSchema.optional(),
  exports: z.record(z.string(), z.string()).optional(),
});

const columns = ["client_id", "name", "clv", "total_value", "historic_value", "p_active"] as const;

/**
 * Reads an earlier report from its `exports/`: `folder` is that folder or the report around it.
 *
 * Everything is read at once, so that a build may replace the very report that it is compared with. Throws an
 * `InputError` where a file is missing, is no export of this program, or does not belong to the other.
 */
export async function readPreviousReport(folder: string): Promise<PreviousReport> {
  const exports = (await isThere(join(folder, "exports"))) ? join(folder, "exports") : folder;
  const [manifestFile, clientsFile] = [join(exports, "manifest.json"), join(exports, "clients.csv")];
  const [manifestText, clientsText] = [await read(manifestFile), await read(clientsFile)];
  const manifest = parseManifest(manifestFile, manifestText);
  const prospectsFile = join(exports, "prospects.csv");
  const prospectsText = (await isThere(prospectsFile)) ? await read(prospectsFile) : "";
  const isOther = (file: string, text: string) => {
    const stated = manifest.exports?.[file];
    return stated !== undefined && stated !== sha256(text);
  };
  for (const [file, text] of [
    [clientsFile, clientsText],
    [prospectsFile, prospectsText],
  ] as const) {
    // A report without prospects has no such file, or an empty one.
    if (text === "" || !isOther(basename(file), text)) continue;
    throw inputError({
      file,
      message: `is not the file that ${manifestFile} was written with (it may have been saved by another program); give --previous a folder as the build left it`,
    });
  }
  return {
    digest: sha256(manifestText, clientsText, prospectsText),
    version: manifest.version,
    asOf: manifest.asOf,
    settings: manifest.settings,
    readingSettings: manifest.readingSettings ?? null,
    valueSettings: manifest.valueSettings ?? null,
    clients: parseClients(clientsFile, clientsText),
    prospects: parsePreviousProspects(prospectsFile, prospectsText),
  };
}

/** SHA-256 of texts, one after the other. */
export function sha256(...texts: readonly string[]): string {
  const hash = createHash("sha256");
  for (const text of texts) hash.update(text);
  return hash.digest("hex");
}

function parseManifest(file: string, text: string): z.infer<typeof manifestSchema> {
  let found: unknown;
  try {
    found = JSON.parse(text);
  } catch {
    throw inputError({ file, message: "is not JSON; give --previous the exports of an earlier report" });
  }
  const checked = manifestSchema.safeParse(found);
  if (checked.success) return checked.data;
  const [issue] = checked.error.issues;
  throw inputError({
    file,
    ...(issue ? { key: issue.path.join(".") } : {}),
    message: `is no manifest of this program (${issue?.message}); give --previous the exports of an earlier report`,
  });
}

function parseClients(file: string, text: string): PreviousClient[] {
  const table = csvParse(text);
  const missing = columns.filter((column) => !table.columns.includes(column));
  if (missing.length > 0) {
    throw inputError({
      file,
      message: `lacks ${missing.join(", ")}; give --previous the exports of an earlier report`,
    });
  }
  const seen = new Set<string>();
  return table.map((row) => {
    const clientId = textOfCsvCell(row.client_id ?? "");
    if (clientId === "" || seen.has(clientId)) {
      throw inputError({
        file,
        column: "client_id",
        value: clientId,
        message: clientId === "" ? "a client without an id" : `the client ${clientId} is there twice`,
      });
    }
    seen.add(clientId);
    const amount = (column: (typeof columns)[number]) => {
      const cell = row[column] ?? "";
      const value = cell.trim() === "" ? Number.NaN : Number(cell);
      if (Number.isFinite(value)) return value;
      throw inputError({
        file,
        column,
        value: cell,
        message: `${JSON.stringify(cell)} of client ${clientId} is no number`,
      });
    };
    return {
      clientId,
      name: textOfCsvCell(row.name ?? ""),
      clv: amount("clv"),
      totalValue: amount("total_value"),
      historicValue: amount("historic_value"),
      pActive: amount("p_active"),
    };
  });
}

async function read(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    throw inputError({
      file,
      message: `cannot be read (${error instanceof Error && "code" in error ? error.code : error}); --previous takes the folder of an earlier report, or its exports/ with manifest.json and clients.csv`,
    });
  }
}

function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
