/** Name of a CSV file of what a title says: lower case, words joined by hyphens. */
export function csvFileName(title: string): string {
  const words = title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
  return `${words.slice(0, 60) || "table"}.csv`;
}
