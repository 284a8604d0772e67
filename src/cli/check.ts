import { resolve } from "node:path";
import { inputCheck } from "../data/run/input-check.js";
import type { FileQuality } from "../warehouse/inputs.js";
import { oneLine } from "../warehouse/one-line.js";
import type { Outcome, OutputOptions } from "./terminal.js";

const rejectsShown = 10;

/** `bellwether check`: reads and checks the inputs only, and prints what was read, accepted, rejected and excluded. */
export async function check({ data }: OutputOptions & { data: string }): Promise<Outcome> {
  const started = performance.now();
  const { currency, asOf, clients, quality } = await inputCheck(resolve(data));
  const money = new Intl.NumberFormat("en-GB", { style: "currency", currency });
  const lines = quality.files.flatMap((file) => describeFile(file, (amount) => money.format(amount)));
  const unmet = quality.controls.filter((control) => !control.met);
  const warnings = [
    ...quality.warnings,
    ...quality.files.flatMap((file) => file.warnings.map((text) => `${file.file}: ${text}`)),
  ];
  const seconds = (performance.now() - started) / 1000;
  return {
    text: [
      `Inputs of ${data}, as of ${asOf}`,
      ...lines,
      `Controls: ${quality.controls.length === 0 ? "none given" : `${quality.controls.length - unmet.length} of ${quality.controls.length} met`}`,
      ...unmet.map(
        ({ period, measure, expected, actual }) =>
          `  ${measure} of ${period}: finance has ${expected}, the books have ${actual}`,
      ),
      `Warnings: ${warnings.length}`,
      ...warnings.map((warning) => `  ${oneLine(warning)}`),
      `${clients} clients in ${seconds.toFixed(1)} s`,
    ].join("\n"),
    json: { ok: true, command: "check", data, asOf, currency, clients, warnings, quality, seconds },
  };
}

function describeFile(file: FileQuality, money: (amount: number) => string): string[] {
  const { rows } = file;
  const amounts = file.money;
  return [
    `${file.file} (${file.table}): ${rows.read} rows read = ${rows.accepted} accepted + ${rows.rejected} rejected + ${rows.excluded} excluded`,
    ...(amounts === null
      ? []
      : [
          `  ${money(amounts.read)} = ${money(amounts.accepted)} + ${money(amounts.rejected)} + ${money(amounts.excluded)}` +
            (file.rowsWithoutAmount > 0
              ? `, ${file.rowsWithoutAmount} ${file.rowsWithoutAmount === 1 ? "row" : "rows"} without a readable amount`
              : ""),
        ]),
    ...file.sources.map(
      ({ file: source, rows: of }) =>
        `  ${source}: ${of.read} rows = ${of.accepted} + ${of.rejected} + ${of.excluded}`,
    ),
    ...file.rejects
      .slice(0, rejectsShown)
      .map(
        ({ file: source, line, column, value, reason }) =>
          `  ${file.sources.length === 0 ? "" : `${source}, `}line ${line}${column === null ? "" : `, ${column}`}${value === null ? "" : ` ${JSON.stringify(value)}`}: ${reason}`,
      ),
    ...(file.rejects.length > rejectsShown ? [`  and ${rows.rejected - rejectsShown} more`] : []),
    ...file.exclusions.map(({ reason, rows: count }) => `  ${count} excluded: ${reason}`),
  ];
}
