/** An interval in words for a `stat`: "€1M to €2M"; one end where both read the same, none where the value says it. */
export function statInterval(value: string, low: string, high: string): { readonly interval?: string } {
  if (low === high) return low === value ? {} : { interval: low };
  return { interval: `${low} to ${high}` };
}
