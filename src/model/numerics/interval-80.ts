/** Standard deviations from the mean to the ends of an 80 % interval of a normal distribution: its 90th percentile. */
export const DEVIATIONS_OF_80 = 1.2815515655446004;
