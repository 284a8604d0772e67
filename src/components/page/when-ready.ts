/**
 * The data of a page whose analysis ran. Otherwise hides the part of the page with the given id, and waits for ever,
 * so that none of the cells that rest on the data is drawn.
 */
export function whenReady<Page extends { readonly status: string }>(
  page: Page,
  id: string,
): Promise<Extract<Page, { readonly status: "ready" }>> {
  const isReady = (candidate: Page): candidate is Extract<Page, { readonly status: "ready" }> =>
    candidate.status === "ready";
  const part = document.getElementById(id);
  if (part) part.hidden = !isReady(page);
  return isReady(page) ? Promise.resolve(page) : new Promise(() => {});
}
