import { rm } from "node:fs/promises";
import { join } from "node:path";
import { writeExports } from "../data/exports/write-exports.js";
import { anyPage, fileOf } from "../data/run/publication.js";
import { pagePublications, publications } from "../data/run/publications.js";
import { openContext } from "../data/run/run-context.js";
import { runSummary } from "../data/run/run-summary.js";
import { makeWorkFolder, removeAbandonedWorkFolders } from "../warehouse/work-folder.js";
import { analyse } from "./analyse.js";
import { sayIfNothingIsKept } from "./cache-folder.js";
import { runSteps } from "./progress.js";
import { keepRunTimes, lastRunTimes } from "./run-times.js";
import { finishPages } from "./site/finish-pages.js";
import { fillShell, renderShell, type SiteData } from "./site/shell.js";
import { refuseForeignOutput, swapIn } from "./site/swap-in.js";
import { verifySite } from "./site/verify-site.js";
import { describeSummary } from "./summary.js";
import { type Outcome, type OutputOptions, shellWord } from "./terminal.js";
import { UserError } from "./user-error.js";

export interface BuildOptions extends OutputOptions {
  readonly data: string;
  readonly out: string;
  readonly asOf?: string;
  readonly audience?: string;
  /** Folder of an earlier report, or of its exports, to compare with. */
  readonly previous?: string;
}

/** `bellwether build`: analyses a data folder, builds its report aside, verifies it, and swaps it in whole. */
export async function build({ data, out, asOf, audience, previous, quiet }: BuildOptions): Promise<Outcome> {
  const started = performance.now();
  await refuseForeignOutput(out);
  await removeAbandonedWorkFolders();
  if (!quiet) await sayIfNothingIsKept();
  const context = await openContext({
    dataFolder: data,
    asOf: asOf ?? null,
    audience: audience ?? null,
    previous: previous ?? null,
  });
  const work = await makeWorkFolder();
  const stop = new AbortController();
  // The pages need no data to be rendered: that goes on beside the analysis.
  const shell = reportShell(join(work, "shells"), stop.signal);
  shell.catch(() => {});
  const analysis = analyse(context, data, asOf ?? null);
  const files: SiteData["files"][number][] = [];
  const pages: SiteData["pages"][number][] = [];
  const site = join(work, "site");
  try {
    const times = await runSteps(
      [
        ...analysis.steps,
        {
          title: "Publish the data",
          run: async () => {
            for (const publication of publications) {
              files.push({ file: publication.file, contents: await publication.contents(context) });
            }
            for (const publication of pagePublications) {
              pages.push({ file: publication.file, contents: await publication.contents(context) });
            }
          },
        },
        {
          title: "Render the pages",
          run: async () => {
            await fillShell(await shell, { files, pages }, site);
            await finishPages(site, context.settings.locale);
            await writeExports(context, join(site, "exports"));
          },
        },
        { title: "Verify the report", run: () => refuseFaults(site) },
        { title: "Swap it in", run: () => swapIn(site, out, new Date().toISOString().replaceAll(":", "-")) },
      ],
      { expected: await lastRunTimes(data), quiet },
    );
    await keepRunTimes(data, times);
  } finally {
    analysis.end();
    stop.abort();
    await shell.catch(() => {});
    await rm(work, { recursive: true, force: true });
  }
  const seconds = (performance.now() - started) / 1000;
  const summary = await runSummary(context);
  const text = [
    describeSummary({ ...summary, seconds, result: `Report              ${out}` }),
    `  Read it             npm run preview${out === "dist" ? "" : ` -- --out ${shellWord(out)}`}`,
  ].join("\n");
  return {
    text,
    json: { ok: true, command: "build", out, ...summary, seconds, steps: context.cache?.used ?? null },
  };
}

/** The folder of the report's pages, rendered without data; below `aside` where it cannot be kept. */
export function reportShell(aside: string, signal?: AbortSignal): Promise<string> {
  const files = publications.map(({ file }) => file);
  const pages = pagePublications.map(({ file }) => fileOf(file, anyPage));
  return renderShell([...files, ...pages], aside, signal);
}

async function refuseFaults(site: string): Promise<void> {
  const faults = await verifySite(site);
  if (faults.length === 0) return;
  const shown = faults.slice(0, 10).map(({ file, fault }) => `  ${file}: ${fault}`);
  throw new UserError(
    `the built report has faults (${faults.length}), so the last one stays; mend the pages of src that they name:\n${shown.join("\n")}`,
  );
}
