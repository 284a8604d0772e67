/**
 * The address of a page of the report, with the ending that every host and file share can serve. `page` is named from
 * the report's first page ("icp", "./icp", "accounts/c04"), or "" for that one; `from` leads there from the page shown.
 */
export function pageLink(
  page: string,
  query: Readonly<Record<string, string>> = {},
  from: "." | ".." = ".",
): string {
  const name = page.replace(/^[./]+/, "").replace(/\.html$/, "");
  const search = new URLSearchParams(query).toString();
  return `${from}/${name === "" ? "" : `${name}.html`}${search === "" ? "" : `?${search}`}`;
}
