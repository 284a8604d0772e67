/** Orders accounts by id, so that nothing depends on the order in which they were exported. */
export function byAccountId(a: { readonly accountId: string }, b: { readonly accountId: string }): number {
  return a.accountId < b.accountId ? -1 : a.accountId > b.accountId ? 1 : 0;
}
