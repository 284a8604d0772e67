import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { DayRevenue } from "../model/value/accuracy/tracking.js";
import type { ClientHistory } from "../model/value/client-history.js";
import { type CheckedFiles, checkFiles } from "./check/check-files.js";
import { CONTROLLED_TERMS, compareControls, controlledTransactions } from "./check/controls.js";
import { fileReport } from "./check/file-report.js";
import { fileWarnings } from "./check/file-warnings.js";
import { unknownFieldWarnings } from "./check/settings-fields.js";
import { unknownValueWarnings } from "./check/settings-values.js";
import { unmatchedSelections } from "./check/unmatched-selections.js";
import type { DecisionRecords } from "./decision-records.js";
import type { Engine } from "./engine.js";
import { inputError } from "./input-error.js";
import type { ControlResult, FileQuality, Inputs } from "./inputs.js";
import { watchFiles } from "./read/changed-files.js";
import { type FoundFiles, findFiles } from "./read/find-files.js";
import { inputBytes } from "./read/input-bytes.js";
import { dropStage } from "./read/stage-file.js";
import type { Settings } from "./settings/settings.js";
import { clientWarnings, spellingWarnings, strangerWarnings } from "./summarise/account-warnings.js";
import { fillRates, readClients, readProspects, readSpellings } from "./summarise/accounts.js";
import { isMarginKnown } from "./summarise/books.js";
import { readClientDetails } from "./summarise/client-details.js";
import {
  readInitiatives,
  readJudgements,
  readLeads,
  readPlans,
  readQuotas,
  readSignals,
} from "./summarise/decision-lists.js";
import { firmographicFields } from "./summarise/firmographic-fields.js";
import { readHistories } from "./summarise/histories.js";
import { lapsedDeals } from "./summarise/lapsed-deals.js";
import { readOpportunities } from "./summarise/opportunities.js";
import { readProducts, readSpend } from "./summarise/small-tables.js";
import { type SumsAsOf, sumsMaker } from "./summarise/sums-as-of.js";
import { readUnsoldProducts, unsoldProductWarnings } from "./summarise/unsold-products.js";
import { readCohorts, readLedgers, readRevenueByMonthKind, readRevenueSince } from "./summarise/views.js";
import { makeWorkFolder } from "./work-folder.js";

export interface ReadOptions {
  readonly dataFolder: string;
  readonly settings: Settings;
  /** ISO date that holds over that of the settings. */
  readonly asOf?: string;
  /** Earlier as-of dates (ISO) whose histories are wanted too, or how to choose them. */
  readonly origins?: readonly string[] | ((books: BooksSpan) => readonly string[]);
}

/** First day of the books, and the as-of date; ISO dates. */
export interface BooksSpan {
  readonly firstDate: string;
  readonly asOf: string;
}

/** The histories as they were known at an earlier as-of date. */
export interface EarlierHistories {
  readonly asOf: string;
  readonly histories: readonly ClientHistory[];
}

export interface ReadInputs extends Inputs {
  /** In the order in which they were asked for. */
  readonly earlier: readonly EarlierHistories[];
  /** Revenue after the latest of the origins, of the clients known at it; empty without one. */
  readonly revenueSince: readonly DayRevenue[];
}

/**
 * Reads a data folder: every row accepted, rejected or excluded, and what the accepted ones say of each account.
 *
 * Equal files, settings and as-of date give equal results. Histories at an origin are those that a call with it as the
 * as-of date gives. Throws an `InputError` when the inputs cannot be used, when they change meanwhile, and for an origin
 * after the as-of date or before the books.
 */
export async function readInputs(options: ReadOptions): Promise<ReadInputs> {
  const found = await findFiles(options.dataFolder, options.settings);
  const requireUnchanged = await watchFiles(found.files);
  try {
    return await readFiles(found, options);
  } finally {
    await requireUnchanged();
  }
}

async function readFiles(found: FoundFiles, options: ReadOptions): Promise<ReadInputs> {
  const { settings, asOf = null, origins = [] } = options;
  const scratchFolder = await makeWorkFolder();
  // Loaded when it is needed: a run that finds all in the cache reads nothing.
  const { openDuckDbEngine } = await import("./duckdb-engine.js");
  const engine = await openDuckDbEngine(join(scratchFolder, "spill"), await inputBytes(found.files));
  try {
    const checked = await checkFiles(engine, found.files, settings, asOf, scratchFolder);
    const makeSums = await sumsMaker(engine, checked, settings);
    const inputs = await summarise(engine, checked, settings, found.warnings, makeSums);
    const span = { firstDate: inputs.quality.firstDate, asOf: inputs.asOf };
    const chosen = typeof origins === "function" ? origins(span) : origins;
    const latest = [...chosen].sort().at(-1);
    const revenueSince = latest === undefined ? [] : await readRevenueSince(engine, latest);
    const earlier: EarlierHistories[] = [];
    for (const origin of chosen) {
      if (!(origin <= span.asOf)) {
        throw inputError({ message: `origin ${origin} is after the as-of date ${span.asOf}` });
      }
      await makeSums(origin);
      earlier.push({ asOf: origin, histories: await readHistories(engine, settings, origin) });
    }
    return { ...inputs, earlier, revenueSince };
  } finally {
    engine.close();
    await rm(scratchFolder, { recursive: true, force: true });
  }
}

async function summarise(
  engine: Engine,
  checked: CheckedFiles,
  settings: Settings,
  strayFiles: readonly string[],
  makeSums: (asOf: string) => Promise<SumsAsOf>,
): Promise<Inputs> {
  const { files, asOf, currency } = checked;
  const transactions = files.get("transactions");
  const products = files.get("products");
  const { truncation, warnings: contractWarnings } = await makeSums(asOf.date);
  const accountFiles = [files.get("clients"), files.get("prospects")].filter((file) => file !== undefined);
  const { fields, warnings } = await firmographicFields(engine, accountFiles, settings);
  const spellings = await readSpellings(engine, fields);
  const clients = await readClients(engine, files.get("clients"), fields, spellings, asOf.date);
  const prospects = await readProspects(engine, files.get("prospects"), fields, spellings);
  const deals = lapsedDeals(
    await readOpportunities(engine, files.get("opportunities"), asOf.date, settings.outcomes),
  );
  const reports = await reportFiles(
    engine,
    checked,
    settings,
    new Map([...warnings, ["opportunities", deals.warnings]]),
  );
  const rates = fillRates(
    fields,
    files.has("clients") ? clients : null,
    files.has("prospects") ? prospects : null,
  );
  const fieldNames = fields.map(({ name }) => name);
  const unsold = await readUnsoldProducts(engine, transactions);
  const revenueByMonthKind = await readRevenueByMonthKind(engine);
  return {
    asOf: asOf.date,
    currency,
    marginSet: await isMarginKnown(engine, transactions, products, settings),
    histories: await readHistories(engine, settings, asOf.date),
    clients,
    prospects,
    opportunities: deals.opportunities,
    spendByMonthChannel: await readSpend(engine, files.get("spend"), settings),
    products: await readProducts(engine, products),
    revenueByMonthKind,
    cohorts: await readCohorts(engine, asOf.date),
    ledgers: await readLedgers(engine, settings.highValueShare),
    decisions: await readDecisions(engine, files, settings, unsold),
    rowCounts: Object.fromEntries(reports.map(({ table, rows }) => [table, rows.accepted])),
    quality: {
      files: reports,
      warnings: [
        ...strayFiles,
        ...checked.warnings,
        ...contractWarnings,
        ...(await clientWarnings(engine, checked)),
        ...unsoldProductWarnings(unsold),
        ...strangerWarnings(rates, prospects),
        ...spellingWarnings(fields, [...clients, ...prospects]),
        ...unknownFieldWarnings(settings, fieldNames),
        ...(await unknownValueWarnings(engine, files, settings, {
          kinds: [...new Set(revenueByMonthKind.map(({ kind }) => kind))],
          fields: fieldNames,
          accounts: [...clients, ...prospects],
        })),
      ],
      fillRates: rates,
      controls: await readControls(engine, checked),
      asOf: asOf.date,
      asOfChosenBy: asOf.chosenBy,
      firstDate: truncation.firstDate,
      lastDate: truncation.lastDate,
      shareFirstSeenInFirstMonth: truncation.shareFirstSeenInFirstMonth,
    },
  };
}

async function readDecisions(
  engine: Engine,
  files: CheckedFiles["files"],
  { outcomes }: Settings,
  unsold: readonly string[],
): Promise<DecisionRecords> {
  return {
    leads: await readLeads(engine, files.get("leads"), outcomes),
    quotas: await readQuotas(engine, files.get("quotas")),
    initiatives: await readInitiatives(engine, files.get("initiatives")),
    signals: await readSignals(engine, files.get("signals")),
    judgements: await readJudgements(engine, files.get("judgements")),
    plans: await readPlans(engine, files.get("plans")),
    ...(await readClientDetails(engine, unsold)),
  };
}

async function reportFiles(
  engine: Engine,
  checked: CheckedFiles,
  settings: Settings,
  further: ReadonlyMap<string, readonly string[]>,
): Promise<FileQuality[]> {
  const reports: FileQuality[] = [];
  for (const file of checked.files.values()) {
    const warnings = [
      ...(await fileWarnings(engine, file, checked, settings)),
      ...(await unmatchedSelections(engine, file, settings)),
      ...(further.get(file.table) ?? []),
    ];
    reports.push(await fileReport(engine, file, warnings));
    await dropStage(engine, file);
  }
  return reports;
}

async function readControls(engine: Engine, { files }: CheckedFiles): Promise<ControlResult[]> {
  const controls = files.get("controls");
  const transactions = files.get("transactions");
  if (controls === undefined) return [];
  const books = transactions === undefined ? CONTROLLED_TERMS : controlledTransactions(transactions);
  return compareControls(engine, controls, books);
}
