import { COVARIATES, type TermClass } from "../../model/value/contracts/contract-line.js";
import { expectedRatioError } from "../../model/value/expansion/fit-expansion.js";
import type { PassingChanges } from "../../model/value/expansion/passing-changes.js";
import { swingWarnings } from "../../model/value/expansion/swing-warnings.js";
import type { RenewalFit } from "../../model/value/renewals/renewal-fit.js";
import type { ValueFit } from "../../model/value/value-fit.js";
import type { ParameterNames } from "../audience/shown-parameters.js";
import { described, estimated, type ModelDescription, parameterRow } from "./describe-model.js";
import { renewals } from "./model-wordings.js";

/** Pools that are shown: those that differ most. */
const POOLS_SHOWN = 12;

const COVARIATES_IN_WORDS: Readonly<Record<(typeof COVARIATES)[number], string>> = {
  size: "change in the log-odds of ending for a contract that began one standard deviation larger",
  signing:
    "change in the log-odds of ending for a contract that was first signed one standard deviation later",
};

/** A model of renewal, with what size, products and lengths of term add, and what renewals change in revenue. */
export function describedRenewals(
  fit: ValueFit,
  termClass: TermClass,
  what: string,
  names: ParameterNames,
): ModelDescription[] {
  const renewal = fit.renewals[termClass];
  const expansion = fit.expansion[termClass];
  const { renewals: seen, up, down, expectedRatio, passing } = expansion;
  const [description] = described(renewal, renewals(what, renewal.parameters.shape));
  if (description === undefined) return [];
  const { covariateWeights, firmographics, clients } = renewal;
  const errors = weightErrors(renewal);
  const pools = Object.entries(renewal.pools)
    .sort(([, one], [, other]) => Math.abs(other.logOdds) - Math.abs(one.logOdds))
    .slice(0, POOLS_SHOWN);
  return [
    {
      ...description,
      parameters: [
        ...description.parameters,
        ...covariateWeights.map((weight, index) => {
          const name = COVARIATES[renewal.covariatePlaces?.[index] ?? index] ?? "size";
          return estimated(name, weight, errors[index] ?? null, COVARIATES_IN_WORDS[name]);
        }),
        ...(firmographics?.weights ?? []).map((weight, index) => {
          const unit = firmographics?.units[index] ?? 1;
          return estimated(
            names.firmographic(firmographics?.names[index] ?? ""),
            weight * unit,
            (errors[covariateWeights.length + index] ?? Number.NaN) * unit,
            "change in the log-odds of ending for such clients (of a number: for one standard deviation more); it showed on clients that it was not learned from, too",
          );
        }),
        ...(clients === null
          ? []
          : [
              estimated(
                "clients",
                clients.deviation,
                clients.deviationError,
                "change in the log-odds of ending for a client one standard deviation more restless than others like it: contracts of one client end, or stay, together",
              ),
            ]),
        ...pools.map(([pool, { contracts, logOdds, logOddsDeviation }], at) =>
          estimated(
            names.pool(pool, at),
            logOdds,
            logOddsDeviation,
            `change in the log-odds of ending, ${contracts} contracts, drawn towards 0`,
          ),
        ),
        parameterRow(
          "growth",
          expectedRatio,
          expectedRatioError(expansion),
          "fixed",
          growthInWords(seen, up.share, down.share),
        ),
        parameterRow(
          "passing",
          passing.share,
          passing.share > 0 ? passing.standardError : null,
          "fixed",
          passingInWords(passing),
        ),
      ],
      warnings: [...description.warnings, ...swingWarnings(expansion, what)],
    },
  ];
}

/**
 * Standard errors of the weights of covariates and after them of firmographics, which come last in the covariance; none
 * where it is not known.
 */
function weightErrors({ logCovariance, covariateWeights, firmographics }: RenewalFit): number[] {
  const weights = [...covariateWeights, ...(firmographics?.weights ?? [])];
  const before = (logCovariance?.length ?? 0) - weights.length;
  return weights.map((_, index) =>
    Math.sqrt(logCovariance?.[before + index]?.[before + index] ?? Number.NaN),
  );
}

function growthInWords(renewals: number, up: number, down: number): string {
  const percent = (share: number): string => `${Math.round(1000 * share) / 10}%`;
  return `revenue of a renewed term over that of the one before, from ${renewals} renewals: ${percent(up)} grow, ${percent(down)} shrink; the change fades by half in two years`;
}

function passingInWords({ share, estimate, standardError, lines }: PassingChanges): string {
  const what =
    "share of revenue’s swings that pass again: 0 where changes last, 1 where bills swing around a level";
  if (share > 0) {
    if (estimate === null)
      return `${what}; no contract was renewed twice, so bills of such short terms are taken to swing`;
    return `${what}; from ${lines} contracts renewed at least twice; growth is of what lasts`;
  }
  const rounded = (value: number): number => Math.round(100 * value) / 100 || 0;
  return estimate === null || standardError === null
    ? `${what}; too few contracts were renewed twice to tell, so each change is taken to last`
    : `${what}; measured ${rounded(estimate)} ± ${rounded(standardError)} on ${lines} contracts, not clearly above 0, so each change is taken to last`;
}
