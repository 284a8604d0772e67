/** The factor of a client, 1 where it has none: what every object inherits, as "constructor", is no factor. */
export function factorOfClient(
  factors: Readonly<Record<string, number>> | undefined,
  clientId: string,
): number {
  return factors !== undefined && Object.hasOwn(factors, clientId) ? (factors[clientId] ?? 1) : 1;
}
