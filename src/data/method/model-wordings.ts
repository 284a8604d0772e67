import type { RenewalCurve } from "../../model/value/beta-discrete-weibull/renewal-curve.js";
import type { LognormalParameters } from "../../model/value/lognormal-order-value/lognormal-parameters.js";
import type { RepeatModelName, RepeatParameters } from "../../model/value/repeat/repeat-model.js";

/** A model in words: what it is for, its formula, and what each parameter says. */
export interface Wording<Parameters> {
  readonly name: string;
  readonly purpose: string;
  readonly formula: string;
  readonly meanings: Readonly<Record<keyof Parameters & string, string>>;
}

const REPEAT_PURPOSE =
  "How often each client orders while it is a client, and how likely it still is one. A client that ordered often and then fell silent is likely gone; one that orders rarely may only be waiting.";

/** What the parameters of an order rate say. */
export const ORDER_RATE = {
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

export const REPEAT_WORDINGS: Readonly<Record<RepeatModelName, Wording<RepeatParameters>>> = {
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
    name: "BG/BB: repeat orders in rounds",
    purpose:
      "How likely each client orders in the next round, and how likely it still is a client. Orders come in rounds, so that silence between two of them says nothing. A client that took most rounds and then missed several is likely gone; one that takes few may only be waiting.",
    formula:
      "before each round the client leaves with probability θ ~ Beta(γ, δ); if it stays it orders in it with probability p ~ Beta(α, β)",
    meanings: {
      alpha: "with β, the mean chance that a client orders in a round: α / (α + β)",
      beta: "with α, how much clients differ in that chance: small α and β, much; large, they are alike",
      gamma: "with δ, the mean chance of leaving before a round: γ / (γ + δ)",
      delta: "with γ, how much clients differ in that chance: small γ and δ, much; large, they are alike",
    },
  },
};

export function gammaGamma(what: string): Wording<{ p: number; q: number; v: number }> {
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

export function lognormal(what: string): Wording<LognormalParameters> {
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

export function renewals(what: string, shape: number): Wording<RenewalCurve> {
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
      beta: "small α and β: contracts differ much; large: they are alike",
      shape: simple
        ? "1: a contract’s own chance does not change with age (or the data do not tell)"
        : "above 1, a contract is likelier to end as it ages; below 1, less likely",
    },
  };
}
