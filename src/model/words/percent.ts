/** A share as a percentage with so many decimals: "34%". */
export function percent(share: number, decimals = 0): string {
  return `${(100 * share).toFixed(decimals)}%`;
}
