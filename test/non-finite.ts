/** Where a value holds NaN or an infinity, by path: JSON would write both as null. */
export function nonFinite(value: unknown, path = ""): string[] {
  if (typeof value === "number") return Number.isFinite(value) ? [] : [`${path}: ${value}`];
  if (value instanceof Map) return nonFinite([...value.entries()], path);
  if (value instanceof Set) return nonFinite([...value], path);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) =>
    nonFinite(each, path === "" ? key : `${path}.${key}`),
  );
}
