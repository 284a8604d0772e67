import { createHash } from "node:crypto";
import { access, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { csvParse } from "d3";
import { z } from "zod";
import { textOfCsvCell } from "../../model/csv-cell.js";
import type { KnownSegment } from "../../model/segments/keep-identities.js";
import { inputError } from "../../warehouse/input-error.js";
import { type PreviousProspect, parsePreviousProspects } from "../prospects/previous-prospects.js";
import { type ValueSettings, valueSettingsSchema } from "../value/value-settings.js";

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
  /** Digest of its settings; null where it was made for an audience. */
  readonly settings: string | null;
  /** Digest of the settings by which its files were read; null where the manifest does not say. */
  readonly readingSettings: string | null;
  /** null where the manifest does not say. */
  readonly valueSettings: ValueSettings | null;
  readonly clients: readonly PreviousClient[];
  /** Empty where it had no list of prospects. */
  readonly prospects: readonly PreviousProspect[];
  /** Empty where it had no segments, or is without segments.json. */
  readonly segments: readonly KnownSegment[];
}

const manifestSchema = z.object({
  program: z.literal("bellwether"),
  version: z.string(),
  asOf: z.iso.date(),
  settings: z.string().nullable(),
  readingSettings: z.string().nullish(),
  valueSettings: valueSettingsSchema.nullish(),
  exports: z.record(z.string(), z.string()).optional(),
});

const segmentsSchema = z.object({
  segments: z.array(
    z.object({ segmentId: z.string(), name: z.string(), colour: z.number().int().nonnegative() }),
  ),
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
  assertUnchanged(manifest, manifestFile, clientsFile, clientsText);
  const prospectsFile = join(exports, "prospects.csv");
  const prospectsText = (await isThere(prospectsFile)) ? await read(prospectsFile) : "";
  if (prospectsText !== "") assertUnchanged(manifest, manifestFile, prospectsFile, prospectsText);
  const segmentsFile = join(exports, "segments.json");
  const segmentsText = (await isThere(segmentsFile)) ? await read(segmentsFile) : null;
  if (segmentsText !== null) assertUnchanged(manifest, manifestFile, segmentsFile, segmentsText);
  return {
    digest: sha256(manifestText, clientsText, prospectsText),
    version: manifest.version,
    asOf: manifest.asOf,
    settings: manifest.settings,
    readingSettings: manifest.readingSettings ?? null,
    valueSettings: manifest.valueSettings ?? null,
    clients: parseClients(clientsFile, clientsText),
    prospects: parsePreviousProspects(prospectsFile, prospectsText),
    segments: segmentsText === null ? [] : parseSegments(segmentsFile, segmentsText, clientsText),
  };
}

function assertUnchanged(
  manifest: z.infer<typeof manifestSchema>,
  manifestFile: string,
  file: string,
  text: string,
): void {
  const stated = manifest.exports?.[basename(file)];
  if (stated === undefined || stated === sha256(text)) return;
  throw inputError({
    file,
    message: `is not the file that ${manifestFile} was written with (it may have been saved by another program); give --previous a folder as the build left it`,
  });
}

/** SHA-256 of texts, one after the other. */
export function sha256(...texts: readonly string[]): string {
  const hash = createHash("sha256");
  for (const text of texts) hash.update(text);
  return hash.digest("hex");
}

function parseManifest(file: string, text: string): z.infer<typeof manifestSchema> {
  return parseExport(file, text, manifestSchema, "manifest");
}

/** The segments with their clients, which clients.csv names by segment. */
function parseSegments(file: string, text: string, clientsText: string): KnownSegment[] {
  const { segments } = parseExport(file, text, segmentsSchema, "list of segments");
  const rows = csvParse(clientsText);
  return segments.map((segment) => ({
    ...segment,
    members: rows
      .filter((row) => textOfCsvCell(row.segment ?? "") === segment.name)
      .map((row) => textOfCsvCell(row.client_id ?? "")),
  }));
}

function parseExport<Result>(file: string, text: string, schema: z.ZodType<Result>, what: string): Result {
  let found: unknown;
  try {
    found = JSON.parse(text);
  } catch {
    throw inputError({ file, message: "is not JSON; give --previous the exports of an earlier report" });
  }
  const checked = schema.safeParse(found);
  if (checked.success) return checked.data;
  const [issue] = checked.error.issues;
  throw inputError({
    file,
    ...(issue ? { key: issue.path.join(".") } : {}),
    message: `is no ${what} of this program (${issue?.message}); give --previous the exports of an earlier report`,
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
