import type { RenewalCurve } from "../model/value/beta-discrete-weibull/renewal-curve.js";
import type { TermClass } from "../model/value/contract-line.js";
import { expectedRatioError } from "../model/value/expansion/fit-expansion.js";
import type { LognormalParameters } from "../model/value/lognormal-order-value/lognormal-parameters.js";
import type { ModelFit } from "../model/value/model-fit.js";
import type { RenewalFit } from "../model/value/renewal-fit.js";
import type { RepeatModelName, RepeatParameters } from "../model/value/repeat/repeat-model.js";
import type { ValueFit } from "../model/value/value-fit.js";
import type { MethodPage } from "./published/method.js";

type ModelDescription = MethodPage["models"][number];
type Parameter = ModelDescription["parameters"][number];
type WithoutError = NonNullable<Parameter["withoutError"]>;

/** Pools that are shown: those that differ most. */
const POOLS_SHOWN = 12;

/** A model in words: what it is for, its formula, and what each parameter says. */
interface Wording<Parameters> {
  readonly name: string;
  readonly purpose: string;
  readonly formula: string;
  readonly meanings: Readonly<Record<keyof Parameters & string, string>>;
}

const REPEAT_PURPOSE =
  "How often each client orders while it is a client, and how likely it still is one. A client that ordered often and then fell silent is likely gone; one that orders rarely may only be waiting.";

const ORDER_RATE = {
  r: "how alike clients are in their order rate: higher is more alike",
  alpha: "with r, the mean order rate a week: r / α",
};

const LEAVES_AFTER_ORDER = {
  a: "with b, the mean chance of leaving after an order: a / (a + b)",
  b: "with a, how much clients differ in that chance",
};

const REGULAR_RATE = {
  ...ORDER_RATE,
  alpha: "with r and k, the mean order rate a week: r / (k·α)",
  k: "how regularly clients order: 1 is at random, more is more regular",
};

const REPEAT_WORDINGS: Readonly<Record<RepeatModelName, Wording<RepeatParameters>>> = {
  nbd: {
    name: "NBD: repeat orders without a contract",
    purpose: "How often each client orders. The data show no sign that clients leave.",
    formula: "orders ~ Poisson(λ·t), λ ~ Gamma(r, α)",
    meanings: ORDER_RATE,
  },
  "bg-nbd": {
    name: "BG/NBD: repeat orders without a contract",
    purpose: REPEAT_PURPOSE,
    formula:
      "orders ~ Poisson(λ·t), λ ~ Gamma(r, α); after each repeat order the client leaves with probability p ~ Beta(a, b)",
    meanings: { ...ORDER_RATE, ...LEAVES_AFTER_ORDER },
  },
  "mbg-nbd": {
    name: "MBG/NBD: repeat orders without a contract",
    purpose: REPEAT_PURPOSE,
    formula:
      "orders ~ Poisson(λ·t), λ ~ Gamma(r, α); after each order, the first included, the client leaves with probability p ~ Beta(a, b)",
    meanings: { ...ORDER_RATE, ...LEAVES_AFTER_ORDER },
  },
  "pareto-nbd": {
    name: "Pareto/NBD: repeat orders without a contract",
    purpose: REPEAT_PURPOSE,
    formula:
      "orders ~ Poisson(λ·t), λ ~ Gamma(r, α), while active; time as a client ~ Exponential(μ), μ ~ Gamma(s, β)",
    meanings: {
      ...ORDER_RATE,
      s: "how alike clients are in how long they stay: higher is more alike",
      beta: "with s, the mean rate of leaving a week: s / β",
    },
  },
  "bg-cnbd-k": {
    name: "BG/CNBD-k: regular repeat orders without a contract",
    purpose: REPEAT_PURPOSE,
    formula:
      "times between orders ~ Erlang(k, λ), λ ~ Gamma(r, α); after each repeat order the client leaves with probability p ~ Beta(a, b)",
    meanings: { ...REGULAR_RATE, ...LEAVES_AFTER_ORDER },
  },
  "mbg-cnbd-k": {
    name: "MBG/CNBD-k: regular repeat orders without a contract",
    purpose: REPEAT_PURPOSE,
    formula:
      "times between orders ~ Erlang(k, λ), λ ~ Gamma(r, α); after each order, the first included, the client leaves with probability p ~ Beta(a, b)",
    meanings: { ...REGULAR_RATE, ...LEAVES_AFTER_ORDER },
  },
  "bg-bb": {
    name: "BG/BB: repeat orders at fixed opportunities",
    purpose: REPEAT_PURPOSE,
    formula:
      "at each opportunity the client first leaves with probability θ ~ Beta(γ, δ); if it stays it orders with probability p ~ Beta(α, β)",
    meanings: {
      alpha: "with β, the mean chance of an order: α / (α + β)",
      beta: "with α, how much clients differ in that chance",
      gamma: "with δ, the mean chance of leaving: γ / (γ + δ)",
      delta: "with γ, how much clients differ in that chance",
    },
  },
};

/** The fitted value models for a reader who wants to check them; those that nothing could be fitted for are left out. */
export function describeValueModels(fit: ValueFit): ModelDescription[] {
  return [
    ...(fit.repeatOrders === null
      ? []
      : [described(fit.repeatOrders, REPEAT_WORDINGS[fit.repeatOrders.model])]),
    described(fit.orderValue?.gammaGamma ?? null, gammaGamma("orders without a contract")),
    described(fit.orderValue?.lognormal ?? null, lognormal("orders without a contract")),
    described(fit.contractOrders, {
      name: "NBD: orders beside a contract",
      purpose:
        "How often a client under contract orders expansion, services and other things; they end with the contract.",
      formula:
        "orders ~ Poisson(λ·t), λ ~ Gamma(r, α); expected rate (r + orders) / (α + weeks), with orders and weeks of the last 12 months times memory, those before times memory²",
      meanings: {
        ...ORDER_RATE,
        memory:
          "what a year's orders tell of a year later: 1 where each client keeps its rate, lower where rates change",
      },
    }),
    described(fit.contractOrderValue?.gammaGamma ?? null, gammaGamma("orders beside a contract")),
    described(fit.contractOrderValue?.lognormal ?? null, lognormal("orders beside a contract")),
    describedRenewals(fit, "long", "terms from 6 months"),
    describedRenewals(fit, "short", "terms under 6 months"),
  ].flat();
}

function gammaGamma(what: string): Wording<{ p: number; q: number; v: number }> {
  return {
    name: `Gamma-Gamma: value of ${what}`,
    purpose:
      "What the next order brings: each client's own mean, pulled towards that of all the less it has ordered.",
    formula: "z ~ Gamma(p, ν), ν ~ Gamma(q, v); E[z | x orders of mean m] = p(v + x·m) / (p·x + q − 1)",
    meanings: {
      p: "how alike one client's orders are: higher is more alike",
      q: "how alike clients are in what an order of theirs brings: higher is more alike",
      v: "with p and q, the mean order of all: p·v / (q − 1)",
    },
  };
}

function lognormal(what: string): Wording<LognormalParameters> {
  return {
    name: `Lognormal: value of ${what}`,
    purpose:
      "What the next order brings, in place of gamma-gamma: it sees how much each client's own orders differ, and allows for clients that order more often placing larger or smaller orders.",
    formula:
      "ln of a client's mean order ~ Normal(location + slope·ln(1 + x), between²); its orders are lognormal around that mean with deviation within; E[z] = lift × the mean given its own orders",
    meanings: {
      location: "with slope, ln of the typical mean order of a client with x orders",
      slope: "how much larger orders are of clients that order more: 0 is not at all",
      between: "how much clients differ",
      within: "how much one client's orders differ",
      lift: "what the orders seen brought over what the model expects of them",
    },
  };
}

function renewals(what: string, shape: number): Wording<RenewalCurve> {
  const simple = shape === 1;
  return {
    name: `${simple ? "Shifted beta-geometric" : "Beta-discrete-Weibull"}: renewal of ${what}`,
    purpose: simple
      ? "How likely a contract is renewed the n-th time. Clients differ in loyalty, so those that have renewed before are more likely to again."
      : "How likely a contract is renewed the n-th time. Clients differ in loyalty, so those that have renewed before are more likely to again; and each one's own chance changes as it ages.",
    formula: simple
      ? "P(renew the n-th time) = (β + n − 1) / (α + β + n − 1)"
      : "P(outlast n renewals) = B(α, β + n^c) / B(α, β)",
    meanings: {
      alpha: "with β, the mean chance of ending at the first renewal: α / (α + β)",
      beta: "small α and β: clients differ much; large: they are alike",
      shape: simple
        ? "1: a contract’s own chance does not change with age (or the data do not tell)"
        : "above 1, a contract is likelier to end as it ages; below 1, less likely",
    },
  };
}

/** A model of renewal, with what size, products and lengths of term add, and what renewals change in revenue. */
function describedRenewals(fit: ValueFit, termClass: TermClass, what: string): ModelDescription[] {
  const renewal = fit.renewals[termClass];
  const { renewals: seen, up, down, expectedRatio } = fit.expansion[termClass];
  const [description] = described(renewal, renewals(what, renewal.parameters.shape));
  if (description === undefined) return [];
  const sizeErrors = covariateErrors(renewal);
  const pools = Object.entries(renewal.pools)
    .sort(([, one], [, other]) => Math.abs(other.logOdds) - Math.abs(one.logOdds))
    .slice(0, POOLS_SHOWN);
  return [
    {
      ...description,
      parameters: [
        ...description.parameters,
        ...renewal.covariateWeights.map((weight, index) =>
          estimated(
            "size",
            weight,
            sizeErrors[index] ?? null,
            "change in the log-odds of ending for a contract one standard deviation larger",
          ),
        ),
        ...pools.map(([pool, { contracts, logOdds, logOddsDeviation }]) =>
          estimated(
            pool,
            logOdds,
            logOddsDeviation,
            `change in the log-odds of ending, ${contracts} contracts, drawn towards 0`,
          ),
        ),
        parameterRow(
          "growth",
          expectedRatio,
          expectedRatioError(fit.expansion[termClass]),
          "fixed",
          growthInWords(seen, up.share, down.share),
        ),
      ],
    },
  ];
}

/** Standard errors of the weights of covariates, which come last in the covariance; none where it is not known. */
function covariateErrors({ logCovariance, covariateWeights }: RenewalFit): number[] {
  const before = (logCovariance?.length ?? 0) - covariateWeights.length;
  return covariateWeights.map((_, index) =>
    Math.sqrt(logCovariance?.[before + index]?.[before + index] ?? Number.NaN),
  );
}

function growthInWords(renewals: number, up: number, down: number): string {
  const percent = (share: number): string => `${Math.round(1000 * share) / 10}%`;
  return `revenue of a renewed term over that of the one before, from ${renewals} renewals: ${percent(up)} grow, ${percent(down)} shrink; the change fades by half in two years`;
}

function described<Parameters extends object>(
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
      n: fit.observations,
      logLikelihood: fit.logLikelihood,
      parameters: [...valuesOf(fit.parameters)].map(([parameter, value]) =>
        parameterRow(
          parameter,
          value,
          errors?.get(parameter) ?? null,
          withoutErrorOf(parameter, value, errors !== null),
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
function estimated(name: string, value: number, error: number | null, meaning: string): Parameter {
  return parameterRow(name, value, error, "not known", meaning);
}

function parameterRow(
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
