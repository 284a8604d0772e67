import type { RepeatHistory } from "../../../../src/model/value/repeat/repeat-history.js";
import type { RepeatModelName, RepeatParameters } from "../../../../src/model/value/repeat/repeat-model.js";
import { repeatModel } from "../../../../src/model/value/repeat/repeat-models.js";

/** Numbers as they were printed: each holds to half a unit of its last digit. */
export type Printed = readonly string[];

/** The printed numbers of a line. */
export function printed(line: string): Printed {
  return line.trim().split(/\s+/);
}

function decimalsOf(number: string): number {
  return number.split(".")[1]?.length ?? 0;
}

/** Values with as many decimals as the printed numbers have, one by one, to be compared with them. */
export function asPrinted(numbers: Printed, values: readonly number[]): string[] {
  return values.map((value, index) => value.toFixed(decimalsOf(numbers[index] ?? "")));
}

export type PrintedParameters = Readonly<Record<string, string>>;

function parametersOf(parameters: PrintedParameters): RepeatParameters {
  return Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, Number(value)]));
}

/**
 * How far a value reaches over the parameters that round to the printed ones: least and greatest at the corners of
 * what rounding leaves open, with as much again as the printed value's own rounding leaves.
 */
export function reachOfRounding(
  parameters: PrintedParameters,
  value: string,
  evaluate: (parameters: RepeatParameters) => number,
): readonly [number, number] {
  const names = Object.keys(parameters);
  const halfUnit = (number: string): number => 0.5 * 10 ** -decimalsOf(number);
  const values = Array.from({ length: 2 ** names.length }, (_, corner) =>
    evaluate(
      Object.fromEntries(
        names.map((name, index) => {
          const number = parameters[name] ?? "";
          return [name, Number(number) + ((corner >> index) % 2 === 1 ? 1 : -1) * halfUnit(number)];
        }),
      ),
    ),
  );
  return [Math.min(...values) - halfUnit(value), Math.max(...values) + halfUnit(value)];
}

/** Log-likelihood of histories at printed parameters of a model. */
export function likelihoodAt(
  name: RepeatModelName,
  parameters: PrintedParameters,
  histories: readonly RepeatHistory[],
): number {
  const { logLikelihood } = repeatModel(name).at(parametersOf(parameters));
  return histories.reduce((sum, history) => sum + logLikelihood(history), 0);
}

/** Farthest that estimates lie from the printed ones, as a share of them. */
export function farthestFrom(
  parameters: PrintedParameters,
  estimates: Readonly<Partial<Record<string, number>>> | null | undefined,
): number {
  return Math.max(
    ...Object.entries(parameters).map(([name, value]) =>
      Math.abs((estimates?.[name] ?? Number.NaN) / Number(value) - 1),
    ),
  );
}
