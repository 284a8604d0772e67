/** Orders clients by CLV, the largest first, those of the same by id. */
export function worthMostFirst(
  a: { readonly clientId: string; readonly clv: number },
  b: { readonly clientId: string; readonly clv: number },
): number {
  return b.clv - a.clv || (a.clientId < b.clientId ? -1 : 1);
}
