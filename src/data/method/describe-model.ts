import type { ModelFit } from "../../model/value/model-fit.js";
import type { MethodPage } from "../published/method.js";
import type { Wording } from "./model-wordings.js";

export type ModelDescription = MethodPage["models"][number];
type Parameter = ModelDescription["parameters"][number];
type WithoutError = NonNullable<Parameter["withoutError"]>;

/** A fitted model for a reader; none where nothing was fitted. */
export function described<Parameters extends object>(
  fit: ModelFit<Parameters> | null,
  { name, purpose, formula, meanings }: Wording<Parameters>,
): ModelDescription[] {
  if (fit === null || fit.observations === 0) return [];
  const valuesOf = (parameters: Readonly<Partial<Parameters>>) =>
    new Map<string, number>(Object.entries(parameters));
  const errors = fit.standardErrors && valuesOf(fit.standardErrors);
  return [
    {
      name,
      purpose,
      formula,
      n: fit.assumed ? 0 : fit.observations,
      logLikelihood: fit.logLikelihood,
      parameters: [...valuesOf(fit.parameters)].map(([parameter, value]) =>
        parameterRow(
          parameter,
          value,
          errors?.get(parameter) ?? null,
          fit.assumed ? "assumed" : withoutErrorOf(parameter, value, errors !== null),
          new Map<string, string>(Object.entries(meanings)).get(parameter) ?? "",
        ),
      ),
      warnings: [...fit.warnings],
    },
  ];
}

/** Parameters that are picked from a few values. */
const CHOSEN: ReadonlySet<string> = new Set(["k", "memory"]);
/** Those that stay 1 unless the data ask for more. */
const USUALLY_ONE: ReadonlySet<string> = new Set(["memory", "shape"]);

function withoutErrorOf(name: string, value: number, othersHaveErrors: boolean): WithoutError {
  if (USUALLY_ONE.has(name) && value === 1) return "fixed";
  if (CHOSEN.has(name)) return "chosen by likelihood";
  return othersHaveErrors ? "fixed" : "not known";
}

/** A parameter that was estimated: where its standard error is missing, it is not known. */
export function estimated(name: string, value: number, error: number | null, meaning: string): Parameter {
  return parameterRow(name, value, error, "not known", meaning);
}

/** A parameter with its standard error, or `otherwise` in its place. */
export function parameterRow(
  name: string,
  value: number,
  error: number | null,
  otherwise: WithoutError,
  meaning: string,
): Parameter {
  const known = error !== null && error > 0;
  return {
    name,
    value,
    standardError: known ? error : null,
    withoutError: known ? null : otherwise,
    meaning,
  };
}
