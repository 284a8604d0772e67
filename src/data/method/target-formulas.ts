import type { LookalikeResult } from "../../model/lookalike/prospect-score.js";
import type { LeadsFinding } from "../leads/lead-tests.js";
import type { MethodPage } from "../published/method.js";

type Formula = MethodPage["targetFormulas"][number];
type Models = LookalikeResult["models"];

/** What of the search for targets ran, with the figures that stand in its formulas. */
export interface TargetModels {
  readonly scored: Pick<LookalikeResult, "models" | "pursuitCost"> | null;
  readonly hasProfile: boolean;
  readonly hasSegments: boolean;
  readonly leads: Pick<LeadsFinding, "calibration" | "rollUp"> | null;
}

/** How prospects, profile, segments and leads come to their figures: a line each, and what its signs mean. */
export function targetFormulas({ scored, hasProfile, hasSegments, leads }: TargetModels): Formula[] {
  return [
    ...(scored === null
      ? []
      : [valueIfWon(scored.models.value), chanceToWin(scored.models.win), ranking(scored)]),
    ...(hasProfile ? PROFILE : []),
    ...(hasSegments ? [SEGMENTS] : []),
    ...(leads === null ? [] : [leadChance(leads.calibration), rollUp(leads.rollUp), LEAD_VALUE]),
  ];
}

function valueIfWon({ choice }: Models["value"]): Formula {
  const name = "Lifetime value of a prospect, if it is won";
  if (choice.stage === "portfolio mean") {
    return {
      name,
      formula: "E[CLV | won, x] = Σ CLV / clients",
      says: "x is what is known of an account before it buys. It tells nothing here, so every prospect is expected to be worth the mean client.",
    };
  }
  const [estimate, terms] =
    choice.stage === "nearest neighbours"
      ? [
          "exp(b + w·f(x))",
          "f is what the most similar clients are worth above or below the average, as a logarithm",
        ]
      : [
          "exp(b + w·Σⱼ fⱼ(xⱼ))",
          "fⱼ is what field j (or a pair of fields) adds as a logarithm, drawn towards 0 by as much as left-out clients ask for",
        ];
  const coversLosses = choice.stage === "regression of mean CLV";
  return {
    name,
    formula: `E[CLV | won, x] = S·${coversLosses ? "" : "g(x)·"}${estimate} − C·(1 − g(x)), g(x) = 1 / (1 + e^−(a + Σⱼ hⱼ(xⱼ)))`,
    says: `x is what is known of an account before it buys; b is the average client; ${terms}. w = ${choice.trust.toFixed(2)} is the part of the differences that clients kept out bear out. g is the chance that a client brings a gain, the same for all where fields do not tell it, with a and hⱼ as b and fⱼ. S makes the gains expected of left-out clients add up to those that came, and C, the cost of a client that brings none, their losses. The interval runs from the 10% to the 90% quantile of what left-out clients were worth around their prediction, wider where less is known of the account.`,
  };
}

function chanceToWin({ basis, positives, negatives }: Models["win"]): Formula {
  const name = "Chance to win a prospect";
  const odds =
    "a is the average prospect; cⱼ is what field j adds to the log odds, drawn towards 0 by as much as left-out accounts ask for";
  if (basis === "won and lost deals") {
    return {
      name,
      formula: "P(win | x) = 1 / (1 + e^−(a + Σⱼ cⱼ(xⱼ)))",
      says: `${odds}. Learned from ${positives} won and ${negatives} lost deals, so that its level is theirs: it needs no further calibration.`,
    };
  }
  if (basis === "nothing to tell by") {
    return {
      name,
      formula: "P(win | x) = r, win index = 1",
      says: "r is the stated win rate; without one there is no chance to win, only an index. Nothing tells who is easier to win.",
    };
  }
  const learned = `Learned from ${positives} clients against ${negatives} accounts of the market, which tells how the odds differ and not their level`;
  return basis === "clients against the market"
    ? {
        name,
        formula: "win index = e^(a + Σⱼ cⱼ(xⱼ)) / mean of the same over ranked prospects",
        says: `${odds}. ${learned}; no win rate is stated, so there is an index and no chance.`,
      }
    : {
        name,
        formula: "P(win | x) = 1 / (1 + e^−(k + a + Σⱼ cⱼ(xⱼ)))",
        says: `${odds}. ${learned}: k is set so that the mean of the open prospects is the stated win rate.`,
      };
}

function ranking({ models, pursuitCost }: NonNullable<TargetModels["scored"]>): Formula {
  const name = "What the list is ordered by";
  if (models.win.basis === "clients against the market") {
    return {
      name,
      formula: "rank by win index · E[CLV | won, x]",
      says: "Without a chance to win there is no value to expect in money: the order is the same as if all chances were known up to one factor, before any cost.",
    };
  }
  return {
    name,
    formula: "expected value = P(win | x)·E[CLV | won, x] − CAC·r",
    says: `CAC is what was spent for each client won, r the share of pursued prospects that are won: CAC·r is what pursuing one costs, won or lost. ${
      pursuitCost === null
        ? "CAC or r is not known here, so nothing is taken off."
        : "It is the same for all, and changes no order."
    }`,
  };
}

const PROFILE: readonly Formula[] = [
  {
    name: "Lift of a profile",
    formula: "lift = (Σ CLV of clients picked / clients picked) / (Σ CLV / clients)",
    says: "Cross-fitted: 20 times the clients, companies of one group together, are dealt to 10 parts; the rule that is best on nine parts picks in the tenth; the lift pools all picks, so that no client was picked by a rule that saw it. The apparent lift is that of the final rule on the clients that chose it. 80% interval: quantiles over draws of whole groups with repeats, each with one of the 20 dealings, widened by a quarter on the logarithmic scale, because the draws do not search anew.",
  },
  {
    name: "Whether a profile is more than chance",
    formula: "p = (1 + #{shuffles whose best rule scores as well}) / (1 + shuffles)",
    says: "Worth is shuffled over the clients up to 999 times and the whole search runs anew on each, so that p allows for every rule that was tried.",
  },
];

const SEGMENTS: Formula = {
  name: "Segments",
  formula: "segment(x) = argminₛ ‖e(x) − cₛ‖, likeness = 1 / (1 + (d / dₛ)²)",
  says: "e(x) is the account as a point: a category as levels, a number on its scale, each weighed by whether it goes with value; cₛ is the centre of segment s by k-means over high-value clients; d is the distance from it and dₛ that of its middle client. The number of segments is the one whose groups come back most when clients are drawn anew, against data without any groups.",
};

const LEAD_VALUE: Formula = {
  name: "What a lead is expected to bring",
  formula: "EVᵢ = A·CLV·(A − A₋ᵢ) / Σⱼ (A − A₋ⱼ)",
  says: "EVᵢ is what lead i is expected to bring; A is the chance of the account with all its contacts, A₋ᵢ without contact i, CLV the lifetime value of the account (if won, for a prospect). The leads of an account share its value, so that it counts once.",
};

function leadChance({ method, baseRate, baseRateFrom }: LeadsFinding["calibration"]): Formula {
  const name = "Chance by a lead’s score";
  const rate = `${(100 * baseRate).toFixed(1)}%`;
  if (method === "logistic") {
    return {
      name,
      formula: "p(s) = 1 / (1 + e^−(α + β·s))",
      says: "s is the score; α and β are fitted to leads whose account was won or lost, and predicted others best.",
    };
  }
  if (method === "isotonic") {
    return {
      name,
      formula: "p(s) = the rising steps with least Σ (won − p)²",
      says: "s is the score, won is 1 or 0: means of neighbouring scores, pooled until none falls. Of the ways tried it predicted accounts best that it had not seen.",
    };
  }
  return method === "base rate"
    ? { name, formula: `p(s) = ${rate}`, says: "One chance for all: no use of the score s predicted better." }
    : {
        name,
        formula: `p(s) = ${rate}·s / mean s`,
        says: `An assumption, for too few leads have an outcome: the average score stands for the base rate, from ${baseRateFrom}.`,
      };
}

function rollUp({ decay, roleWeight, fitted }: LeadsFinding["rollUp"]): Formula {
  return {
    name: "Chance of an account, from its contacts",
    formula: "A = σ(α + β·logit((1 − Πᵢ (1 − δ^(i−1)·pᵢ))·(1 − ρ·(1 − c))))",
    says: `pᵢ are the chances of its contacts, the best first; δ = ${decay.toFixed(2)} is what each further one counts of the one before; c is the share of roles that they cover, and ρ = ${roleWeight.toFixed(2)} the part of the chance lost without any; σ(z) = 1 / (1 + e^−z) with α and β sets the level. ${fitted ? "Weights are fitted to accounts that were won or lost." : "δ and ρ are the usual weights: too few accounts have an outcome to fit them to."}`,
  };
}
