const WAYS: Readonly<Record<string, string>> = {
  random: "by chance",
  "size only": "largest first",
  "logo count (industry × size)": "where we have most clients",
  "propensity, blind to value": "likely to buy, value ignored",
  "similarity to high-value clients": "most like high-value clients",
  "nearest to all clients": "most like our clients",
  "nearest to the best quarter": "most like our best 25% of clients",
};

/** A way of ordering accounts as a reader would say it; the name itself where it needs no other words. */
export function wayInWords(method: string): string {
  return WAYS[method] ?? method;
}
