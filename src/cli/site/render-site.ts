import { spawn } from "node:child_process";
import { delimiter, join } from "node:path";
import { projectRoot } from "../project.js";
import { UserError } from "../user-error.js";
import { PAGE_REFUSED } from "./own-page-rules.js";

/**
 * Lets Framework render a laid-out copy and returns the folder of the result. Its own report of broken links, which
 * it does not count as a failure, is one here.
 */
export async function renderSite(copy: string, signal?: AbortSignal): Promise<string> {
  const { code, output } = await runFramework(copy, signal);
  if (code !== 0) {
    const refused = output.indexOf(PAGE_REFUSED);
    if (refused !== -1) throw new UserError(paragraphAt(output, refused));
    throw new Error(`the pages could not be rendered:\n${lastLines(output)}`);
  }
  const brokenLinks = output.split("\n").filter((line) => line.includes("↳"));
  if (brokenLinks.length > 0) throw new UserError(`the pages have broken links:\n${brokenLinks.join("\n")}`);
  return join(copy, "dist");
}

function runFramework(copy: string, signal?: AbortSignal): Promise<{ code: number | null; output: string }> {
  const binaries = join(projectRoot, "node_modules", ".bin");
  const framework = spawn(
    process.execPath,
    [
      join(projectRoot, "node_modules", "@observablehq", "framework", "dist", "bin", "observable.js"),
      "build",
    ],
    {
      cwd: copy,
      env: {
        ...process.env,
        PATH: `${binaries}${delimiter}${process.env.PATH ?? ""}`,
        OBSERVABLE_TELEMETRY_DISABLE: "1",
        BELLWETHER_DATA: "",
        NO_COLOR: "1",
        TZ: "UTC",
      },
      stdio: ["ignore", "pipe", "pipe"],
      ...(signal ? { signal } : {}),
    },
  );
  let output = "";
  framework.stdout.on("data", (chunk: Buffer) => {
    output += chunk.toString();
  });
  framework.stderr.on("data", (chunk: Buffer) => {
    output += chunk.toString();
  });
  return new Promise((resolve, reject) => {
    framework.on("error", reject);
    framework.on("close", (code) => resolve({ code, output }));
  });
}

function paragraphAt(text: string, start: number): string {
  return (
    text
      .slice(start)
      .split(/\n\s*\n/)[0]
      ?.trimEnd() ?? ""
  );
}

function lastLines(text: string): string {
  return text.trimEnd().split("\n").slice(-12).join("\n");
}
