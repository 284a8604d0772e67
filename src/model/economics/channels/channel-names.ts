/**
 * How channels are called in a report: by their alias (exported → reported), else as `spelled` writes them, else as they
 * are. Case, and spaces, hyphens and underscores, make no difference; an empty name is null.
 */
export function channelNames(
  aliases: Readonly<Record<string, string>>,
  spelled: readonly string[],
): (exported: string | null) => string | null {
  const names = new Map<string, string>();
  for (const name of [...spelled, ...Object.values(aliases)]) {
    if (!names.has(keyOf(name))) names.set(keyOf(name), name.trim());
  }
  for (const [exported, name] of Object.entries(aliases)) {
    names.set(keyOf(exported), names.get(keyOf(name)) ?? name);
  }
  return (exported) => {
    const plain = exported?.trim() ?? "";
    return plain === "" ? null : (names.get(keyOf(plain)) ?? plain);
  };
}

function keyOf(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replace(/[\s_-]+/g, " ");
}
