import { access } from "node:fs/promises";
import { join, resolve } from "node:path";
import { portError } from "./ports.js";
import { serveSite } from "./site/serve-site.js";
import { say } from "./terminal.js";
import { UserError } from "./user-error.js";

/** `bellwether preview`: serves a built report until the process is stopped, and prints the link. */
export async function preview({ out, port }: { out: string; port: number }): Promise<void> {
  const site = resolve(out);
  await access(join(site, "index.html")).catch(() => {
    throw new UserError(
      `there is no report in ${out}; run \`npm run build\` first, or name its folder with --out`,
    );
  });
  const { address } = await serveSite(site, port).catch((error: unknown) => {
    throw portError(port, error);
  });
  say(`The report is at ${address} (stop with Ctrl+C)`);
}
