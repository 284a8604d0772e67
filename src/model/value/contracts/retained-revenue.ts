/**
 * Revenue of clients that pay `yearly` at the start of each year and of whom the share `retention` goes on each time,
 * over `years`, discounted: R = Σ yearly·(retention/(1 + d))ᵏ, k = 0 … years − 1.
 *
 * `retention` in [0, 1], `discountRateAnnual` above −1, `years` a whole number of at least 1; throws otherwise.
 */
export function retainedRevenue(
  yearly: number,
  retention: number,
  years: number,
  discountRateAnnual: number,
): number {
  if (!(retention >= 0 && retention <= 1))
    throw new RangeError(`retention: ${retention} is no share of 0 to 1`);
  if (!(discountRateAnnual > -1))
    throw new RangeError(`discount rate: ${discountRateAnnual} is not above -1`);
  if (!(Number.isInteger(years) && years >= 1))
    throw new RangeError(`years: ${years} is no whole number from 1`);
  const factor = retention / (1 + discountRateAnnual);
  let sum = 0;
  for (let year = 0; year < years; year += 1) sum += yearly * factor ** year;
  return sum;
}
