import { createHash } from "node:crypto";
import type { Settings } from "./settings.js";

/** SHA-256 of the settings' content: equal for equal settings, however they were written. */
export function settingsDigest(settings: Settings): string {
  return contentDigest(settings);
}

/** SHA-256 of plain values and maps, whatever the order of their keys. */
export function contentDigest(value: unknown): string {
  return createHash("sha256")
    .update(JSON.stringify(canonical(value)) ?? "undefined")
    .digest("hex");
}

function canonical(value: unknown): unknown {
  if (value instanceof Map) return canonical(Object.fromEntries(value));
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return entries.map(([key, inner]) => [key, canonical(inner)]);
}
