import { createHash } from "node:crypto";

/** What may stand in an address and in a file name on any system as it is, and ends in no digest. */
const safe = /^(?!(?:con|prn|aux|nul|com\d|lpt\d)$)(?!.*-[0-9a-f]{12}$)[a-z0-9][a-z0-9-]{0,39}$/;

/**
 * The name of the page about what an id identifies: in addresses, and in names of files.
 *
 * Small letters, digits and hyphens only; different for different ids, also where a system takes small and capital
 * letters for the same. An id that is none of that already is shortened to what is legible and marked by its digest.
 */
export function pageName(id: string): string {
  if (safe.test(id)) return id;
  const legible = id
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .slice(0, 31)
    .replaceAll(/^-+|-+$/g, "");
  const digest = createHash("sha256").update(id).digest("hex").slice(0, 12);
  return legible === "" ? `id-${digest}` : `${legible}-${digest}`;
}
