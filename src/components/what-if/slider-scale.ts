/** A step of a slider for amounts like this one: its second digit. */
export function stepOf(amount: number): number {
  return 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, amount))) - 1);
}

/** Rounded up to a whole step, and never nothing. */
export function upTo(amount: number): number {
  const step = stepOf(amount);
  return Math.max(step, Math.ceil(amount / step) * step);
}
