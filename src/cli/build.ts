import { rm } from "node:fs/promises";
import { join } from "node:path";
import { analysisSteps } from "../data/analysis.js";
import { writeExports } from "../data/exports/write-exports.js";
import { publications } from "../data/publications.js";
import { openContext } from "../data/run-context.js";
import { runSummary } from "../data/run-summary.js";
import { runSteps } from "./progress.js";
import { finishPages } from "./site/finish-pages.js";
import { type DataFile, layOutPrivateCopy } from "./site/private-copy.js";
import { renderSite } from "./site/render-site.js";
import { refuseForeignOutput, swapIn } from "./site/swap-in.js";
import { copyTypefaces } from "./site/typefaces.js";
import { verifySite } from "./site/verify-site.js";
import { describeSummary } from "./summary.js";

export interface BuildOptions {
  readonly data: string;
  readonly out: string;
  readonly asOf?: string;
  readonly audience?: string;
  /** Folder of an earlier report, or of its exports, to compare with. */
  readonly previous?: string;
}

/** `bellwether build`: analyses a data folder, builds its report aside, verifies it, and swaps it in whole. */
export async function build({ data, out, asOf, audience, previous }: BuildOptions): Promise<void> {
  const started = performance.now();
  await refuseForeignOutput(out);
  const context = await openContext({
    dataFolder: data,
    asOf: asOf ?? null,
    audience: audience ?? null,
    previous: previous ?? null,
  });
  const dataFiles: DataFile[] = [];
  let copy = "";
  let site = "";
  try {
    await runSteps([
      ...analysisSteps.map(({ title, run }) => ({ title, run: async () => void (await run(context)) })),
      {
        title: "Publish the data",
        run: async () => {
          for (const publication of publications) {
            dataFiles.push({ file: publication.file, contents: await publication.contents(context) });
          }
        },
      },
      {
        title: "Render the pages",
        run: async () => {
          copy = await layOutPrivateCopy(dataFiles);
          site = await renderSite(copy);
          await finishPages(site, context.settings.locale);
          await copyTypefaces(join(site, "_fonts"));
          await writeExports(context, join(site, "exports"));
        },
      },
      { title: "Verify the report", run: () => refuseFaults(site) },
      { title: "Swap it in", run: () => swapIn(site, out, new Date().toISOString().replaceAll(":", "-")) },
    ]);
  } finally {
    if (copy) await rm(copy, { recursive: true, force: true });
  }
  const seconds = (performance.now() - started) / 1000;
  const summary = await runSummary(context);
  console.error(describeSummary({ ...summary, seconds, result: `Report              ${out}` }));
  console.error(`  Read it             npm run preview${out === "dist" ? "" : ` -- --out ${out}`}`);
}

async function refuseFaults(site: string): Promise<void> {
  const faults = await verifySite(site);
  if (faults.length === 0) return;
  const shown = faults.slice(0, 10).map(({ file, fault }) => `  ${file}: ${fault}`);
  throw new Error(`the built report has ${faults.length} faults:\n${shown.join("\n")}`);
}
