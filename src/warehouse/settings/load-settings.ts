import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Document, isMap, isNode, isPair, isScalar, isSeq, parseDocument } from "yaml";
import { INPUT_CONTRACT } from "../contract/input-contract.js";
import { TABLE_NAMES, type TableContract, type TableName } from "../contract/table-contract.js";
import { type InputProblem, inputError } from "../input-error.js";
import { didYouMean } from "./nearest-name.js";
import { normaliseSettings } from "./normalise-settings.js";
import { settingsSchema } from "./schema.js";
import type { Settings } from "./settings.js";
import { settingsProblems } from "./settings-problems.js";

export const SETTINGS_FILE = "targeting.yaml";

/**
 * Settings of a data folder: targeting.yaml, where there is one, over the defaults.
 *
 * Throws an `InputError` naming every key that is unknown or has an illegal value.
 */
export async function loadSettings(dataFolder: string): Promise<Settings> {
  const source = await readSource(dataFolder);
  return parseSettings(source);
}

/** Settings from the text of a targeting.yaml, accents joined to their letters as in the files. */
export function parseSettings(text: string): Settings {
  const source = text.normalize("NFC");
  const document = parseDocument(source, { prettyErrors: false, uniqueKeys: true });
  const [fault] = document.errors;
  if (fault !== undefined) {
    const line = source.slice(0, fault.pos[0]).split("\n").length;
    throw inputError({ file: SETTINGS_FILE, line, message: `not valid YAML: ${fault.message}` });
  }
  const found: unknown = document.toJS({ maxAliasCount: 100 }) ?? {};
  const checked = settingsSchema.safeParse(found);
  if (!checked.success) {
    const lineOf = (path: readonly PropertyKey[]) => lineOfKey(document, source, path);
    throw inputError(...settingsProblems({ file: SETTINGS_FILE, found, lineOf }, checked.error.issues));
  }
  const settings = normaliseSettings(checked.data);
  const problems = [...unknownColumns(settings), ...misplacedUnits(settings)];
  if (problems.length > 0) throw inputError(...problems);
  return settings;
}

/** Line of the key at the end of a path, as far as the path exists. */
function lineOfKey(document: Document, source: string, path: readonly PropertyKey[]): number {
  let node: unknown = document.contents;
  let start = 0;
  for (const part of path) {
    const item = isMap(node)
      ? node.items.find(({ key }) => isScalar(key) && String(key.value) === String(part))
      : isSeq(node)
        ? node.items[Number(part)]
        : undefined;
    if (item === undefined) break;
    const key = isPair(item) ? item.key : item;
    node = isPair(item) ? item.value : item;
    if (isNode(key)) start = key.range?.[0] ?? start;
  }
  return source.slice(0, start).split("\n").length;
}

async function readSource(dataFolder: string): Promise<string> {
  try {
    return await readFile(join(dataFolder, SETTINGS_FILE), "utf8");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : null;
    if (code === "ENOENT") return "";
    if (code === "ENOTDIR") {
      const remedy = "give the folder that holds the exports";
      throw inputError({ file: dataFolder, remedy, message: `is a file; ${remedy}` });
    }
    throw inputError({ file: SETTINGS_FILE, message: `cannot be read: ${String(error)}` });
  }
}

function unknownColumns(settings: Settings): InputProblem[] {
  const problems: InputProblem[] = [];
  for (const [table, mapping] of settings.columns) {
    const contract: TableContract = INPUT_CONTRACT[table];
    const known = contract.columns.map((column) => column.name);
    const amounts = contract.columns.filter(({ type }) => type === "amount").map((column) => column.name);
    for (const [name, stated] of mapping) {
      const refuse = (message: string): void => {
        const value = typeof stated === "string" ? stated : JSON.stringify(stated);
        problems.push({ file: SETTINGS_FILE, key: `columns.${table}.${name}`, value, message });
      };
      if (!contract.open && !known.includes(name)) {
        const legal = `${didYouMean(name, known)}; legal here: ${known.join(", ")}`;
        refuse(`${table} have no column ${JSON.stringify(name)}${legal}`);
      } else if (stated !== null && typeof stated !== "string" && !amounts.includes(name)) {
        const legal = amounts.length === 0 ? `and ${table} have none` : `here: ${amounts.join(", ")}`;
        refuse(`only amounts can be made of several columns, ${legal}; write one header`);
      }
    }
  }
  return problems;
}

/** Where the unit of amounts is given for a table whose amounts are no money of a currency, or that has none. */
function misplacedUnits(settings: Settings): InputProblem[] {
  const hasMoney = (table: TableName): boolean =>
    INPUT_CONTRACT[table].columns.some(({ name }) => name === "currency");
  const legal = TABLE_NAMES.filter(hasMoney).join(", ");
  return [...settings.files]
    .filter(([table, { amountIn }]) => amountIn !== null && !hasMoney(table))
    .map(([table, { amountIn }]) => ({
      file: SETTINGS_FILE,
      key: `files.${table}.amountIn`,
      value: String(amountIn),
      expected: legal,
      message: `${table} hold no amounts in a currency; take the key away. Legal for: ${legal}`,
    }));
}
