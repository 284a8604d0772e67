/** How a client takes the opportunities to come, given its history (BG/BB). */
export interface OpportunityProcess {
  /** Probability that it has not left by the next opportunity. */
  readonly alive: number;
  /** It takes an opportunity with probability p ~ Beta(take, pass). */
  readonly take: number;
  readonly pass: number;
  /** After the next opportunity, and each later one, it leaves with probability θ ~ Beta(leave, stay). */
  readonly leave: number;
  readonly stay: number;
}

/** Probability that a client that has not left by the next opportunity has not by the n-th one, n = 1, 2, …: 1 at first. */
export function* stayingByOpportunity({ leave, stay }: OpportunityProcess): Generator<number, never> {
  let staying = 1;
  for (let passed = 0; ; passed += 1) {
    yield staying;
    staying *= (stay + passed) / (leave + stay + passed);
  }
}

/**
 * A function that visits the opportunities, from number 1 to `until`, that a client which has not left by the next one
 * takes in one simulated future.
 *
 * p and θ are not drawn but integrated out as opportunities pass: each taken adds 1 to `take`, each passed to `pass`,
 * each stayed after to `stay`.
 */
export function simulateOpportunities(
  process: OpportunityProcess,
  random: () => number,
  until: number,
  visit: (opportunity: number) => void,
): void {
  let { take, stay } = process;
  const { leave } = process;
  let all = take + process.pass;
  for (let opportunity = 1; opportunity <= until; opportunity += 1) {
    if (random() * all < take) {
      visit(opportunity);
      take += 1;
    }
    all += 1;
    if (random() * (leave + stay) < leave) return;
    stay += 1;
  }
}
