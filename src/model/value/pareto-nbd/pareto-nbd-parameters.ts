/**
 * Parameters of the Pareto/NBD model (Schmittlein, Morrison & Colombo 1987): while active a client buys at rate
 * λ ~ Gamma(r, rate α), and it leaves, unseen, at rate μ ~ Gamma(s, rate β). All are positive; α and β have the
 * unit of time of the histories.
 */
export type ParetoNbdParameters = {
  readonly r: number;
  readonly alpha: number;
  readonly s: number;
  readonly beta: number;
};
