/** The constants of the process by which a client buys; all money is relative to its yearly price. */
export const LIFE_PROCESS = {
  /** Share of clients that never sign a contract: they order projects until they stop. */
  projectOnlyShare: 0.22,
  /** Standard deviation of ln price between companies with the same firmographics, and where it is cut off. */
  priceSpread: 0.54,
  priceSpreadBound: 1.9,
  /** Term in years with its weight. */
  terms: [
    [1, 76],
    [2, 16],
    [3, 8],
  ],
  /** a + b of the Beta distribution from which each client's probability of leaving at a renewal is drawn. */
  leavingConcentration: 3,
  /** Price at a renewal relative to the term before: log-normal with this mean and spread of the logarithm. */
  renewalGrowth: 1.02,
  renewalGrowthSpread: 0.06,
  /** Orders under contract: Poisson at a rate that is gamma between clients with this shape. */
  rateShape: 1.5,
  /** Order value: gamma with this shape around the client's mean, itself gamma between clients. */
  orderShape: 6,
  clientMeanShape: 8,
  expansionSize: 0.28,
  servicesAYear: 1.1,
  servicesSize: 0.065,
  otherAYear: 2.6,
  otherSize: 0.014,
  /** Companies without a contract: rate relative to expansions, order value, and kinds of the orders. */
  projectRate: 2.6,
  projectSize: 0.5,
  projectKinds: [
    ["expansion", 50],
    ["services", 40],
    ["other", 10],
  ],
  /** Beta distribution of the probability of stopping after each repeat order; the second where the hunter sold. */
  stopping: [1.3, 5.2],
  stoppingHunter: [2.4, 3],
  /** Share of purchases with a credit note, and the share of the purchase that it takes back (uniform up to twice this). */
  creditShare: 0.03,
  creditSize: 0.25,
} as const;
