import { INPUT_CONTRACT } from "../contract/input-contract.js";
import { type Engine, number, text } from "../engine.js";
import { headerKey } from "../read/header.js";
import { yamlWord, yamlWords } from "../settings/yaml-words.js";
import { statusColumns, type TellingColumn } from "./telling-columns.js";
import type { TypedFile } from "./type-table.js";

/** A column of more words than this is none of statuses. */
const MOST_WORDS = 100;
const WORDS_NAMED = 5;

const NO_REVENUE =
  /^(draft|void(ed)?|uncollectible|failed|failure|refund(ed)?|cancel(l?ed|lation)?|declined|rejected|reversed|reversal|disputed|charge ?back|charged back|credit (note|memo)|test( mode)?|(in )?trial(ing)?|incomplete( expired)?|quote|quotation|estimate|pro ?forma|deleted|written off|write off|bad debt|abandoned|entwurf|stornier(t|ung)|storno|gutschrift|angebot|brouillon|annul[ée]e?|avoir|devis|borrador|anulad[ao]|cancelad[ao]|bozza|annullat[ao]|nota di credito|nota de cr[ée]dito)$|\blost\b|\bnot won\b/;
const CONTRACT_ENDED = /^(cancel(l?ed)?|churned|terminated|ended|expired|lost)$/;
const WON = /\bwon\b/;
const YES = /^(true|yes|y|1|ja|oui)$/;
const FLAG_HEADER = /void|refund|cancel|delete/;

interface Word {
  readonly word: string;
  readonly rows: number;
  readonly money: number;
}

/**
 * Warnings where accepted rows of the books bring money, and a column that is not read says of them that they are no
 * revenue, as draft, void or refunded. They count all the same: nobody said what the column means.
 */
export async function noRevenue(engine: Engine, file: TypedFile, currency: string): Promise<string[]> {
  const selectors = file.selectors.map(headerKey);
  const warnings: string[] = [];
  for (const column of statusColumns(file)) {
    if (selectors.includes(headerKey(column.header))) continue;
    const words = await wordsOf(engine, file, column);
    warnings.push(...warningOf(file, column, words, currency));
  }
  return warnings;
}

async function wordsOf(engine: Engine, file: TypedFile, { index }: TellingColumn): Promise<Word[]> {
  const { judged, others } = file.parts;
  const money = `"${INPUT_CONTRACT[file.table].money}"`;
  const unstaged =
    others === null
      ? ""
      : `UNION ALL SELECT status${index}, ${money} FROM ${others.table} WHERE NOT doubtful AND ${money} > 0`;
  const rows = await engine.rows(
    `SELECT word, count(*) AS rows, CAST(sum(money) AS DOUBLE) AS money FROM (
       SELECT stage.c${index} AS word, ${money} AS money
       FROM ${judged} AS typed JOIN ${file.stage} AS stage ON stage.record = typed.record
       WHERE problem IS NULL AND exclusion IS NULL AND ${money} > 0 ${unstaged}
     ) AS told WHERE word IS NOT NULL GROUP BY word ORDER BY rows DESC, word LIMIT ${MOST_WORDS + 1}`,
  );
  return rows.length > MOST_WORDS
    ? []
    : rows.map((row) => ({
        word: text(row, "word"),
        rows: number(row, "rows"),
        money: number(row, "money"),
      }));
}

function warningOf(
  file: TypedFile,
  { header }: TellingColumn,
  words: readonly Word[],
  currency: string,
): string[] {
  const warnings: string[] = [];
  const isEnd = (word: string): boolean => file.table === "contracts" && CONTRACT_ENDED.test(plain(word));
  if (isStatusOfContracts(file, words)) {
    const ended = words.filter(({ word }) => isEnd(word));
    warnings.push(
      `${header} is not read, and says ${listed(ended)}: to let it end contracts, write columns: { contracts: { status: ${yamlWord(header)} } } in targeting.yaml`,
    );
  }
  const isDeals = words.some(({ word }) => isWon(word));
  const isNone = ({ word }: Word): boolean =>
    FLAG_HEADER.test(plain(header)) ? YES.test(plain(word)) : NO_REVENUE.test(plain(word));
  const none = words
    .filter((word) => !isEnd(word.word))
    .filter((word) => isNone(word) || (isDeals && !isWon(word.word)));
  if (none.length === 0) return warnings;
  const revenue = words.filter((word) => !none.includes(word)).map(({ word }) => word);
  const rows = none.reduce((sum, one) => sum + one.rows, 0);
  const money = none.reduce((sum, one) => sum + one.money, 0).toFixed(2);
  const cure =
    revenue.length === 0
      ? ""
      : `. If they are no revenue, write files: { ${file.table}: { only: { ${yamlWord(header)}: ${yamlWords(revenue)} } } } in targeting.yaml, with the words that are`;
  return [
    ...warnings,
    `${header} is not read: ${rows} ${rows === 1 ? "row counts" : "rows count"}, with ${money} ${currency}, of which it says ${listed(none)}${cure}`,
  ];
}

/** True where contracts have no status and these words are one. */
function isStatusOfContracts(file: TypedFile, words: readonly Word[]): boolean {
  return (
    file.table === "contracts" &&
    !file.map.columns.some(({ contract }) => contract.name === "status") &&
    words.some(({ word }) => CONTRACT_ENDED.test(plain(word)))
  );
}

function isWon(word: string): boolean {
  return WON.test(plain(word)) && !/\bnot\b/.test(plain(word));
}

function listed(words: readonly Word[]): string {
  const named = words.slice(0, WORDS_NAMED).map(({ word, rows }) => `${JSON.stringify(word)} (${rows})`);
  const further = words.length > WORDS_NAMED ? [`${words.length - WORDS_NAMED} other words`] : [];
  return new Intl.ListFormat("en-GB").format([...named, ...further]);
}

function plain(word: string): string {
  return word.toLowerCase().replaceAll(/[\s_-]+/g, " ");
}
