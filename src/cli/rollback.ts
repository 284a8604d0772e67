import { join } from "node:path";
import { damageOf } from "./site/checksums.js";
import { pointAt, type Versions, versionsOf } from "./site/swap-in.js";
import type { Outcome, OutputOptions } from "./terminal.js";
import { UserError } from "./user-error.js";

interface RollbackOptions extends OutputOptions {
  readonly out: string;
  readonly to?: string;
  readonly list?: boolean;
}

/** `bellwether rollback`: shows an earlier version of a report again, by one rename, after its files were verified. */
export async function rollback({ out, to, list }: RollbackOptions): Promise<Outcome> {
  const versions = await versionsOf(out);
  if (list) {
    const lines = versions.names.map((name) => `  ${name}${name === versions.current ? "  (shown)" : ""}`);
    const text =
      lines.length === 0 ? `No version of ${out} is kept` : [`Versions of ${out}`, ...lines].join("\n");
    return {
      text,
      json: { ok: true, command: "rollback", out, current: versions.current, versions: versions.names },
    };
  }
  const version = to === undefined ? previousOf(versions, out) : named(versions, to, out);
  const damage = await damageOf(join(versions.folder, version));
  if (damage.length > 0) {
    throw new UserError(
      `version ${version} of ${out} is not whole (${damage.slice(0, 3).join(", ")}), and ${versions.current ?? "what is there"} stays; name another version with --to, or build again`,
      { value: version },
    );
  }
  await pointAt(out, version);
  return {
    text: `${out} shows version ${version} again${versions.current ? `, in the place of ${versions.current}` : ""}`,
    json: { ok: true, command: "rollback", out, current: version, previous: versions.current },
  };
}

function previousOf({ names, current }: Versions, out: string): string {
  const earlier = current === null ? names : names.slice(0, names.indexOf(current));
  const previous = earlier.at(-1);
  if (previous !== undefined) return previous;
  throw new UserError(
    current === null
      ? `no version of ${out} is kept; run \`npm run build\` first, or name the report's folder with --out`
      : `there is no version of ${out} before ${current}; --list names those that are kept`,
    { expected: "a report that was built at least twice" },
  );
}

function named({ names }: Versions, version: string, out: string): string {
  if (names.includes(version)) return version;
  throw new UserError(
    `${out} has no version ${JSON.stringify(version)}; it has: ${names.join(", ") || "none"}`,
    { value: version, expected: names.join(", "), isCall: true },
  );
}
