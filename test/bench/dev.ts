import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { Page } from "playwright-core";
import { copyProject } from "../faults/project-copy.js";
import type { Measurement } from "../measurement.js";
import { startChromium } from "../site/chromium.js";
import { startPreview } from "../site/live-preview.js";

const runs = 3;
const greetingMs = 3000;
const patience = { timeout: 300_000 };

/** Seconds from the saving of an edit to its sight in an open page of the live preview, over the sample. */
const measure: Measurement = async () => {
  const folder = await mkdtemp(join(tmpdir(), "bellwether-bench-"));
  const project = await copyProject(folder);
  const ready = await project.run([
    "score",
    "--data",
    resolve("data/sample"),
    "--out",
    join(folder, "scores"),
  ]);
  if (ready.code !== 0) throw new Error(ready.stderr);
  const preview = await startPreview(project, resolve("data/sample"));
  const browser = await startChromium();
  try {
    const page = await browser.newPage();
    await page.goto(`${preview.address}value`);
    await page.waitForSelector("#ready .bw-lede", patience);
    const rows: string[][] = [];
    for (const edit of edits) {
      const times: number[] = [];
      for (let run = 0; run < runs; run += 1) {
        const wanted = `Edited ${edit.name} ${run}`;
        // An open page is told of edits only once the preview has greeted it.
        await wait(greetingMs);
        const started = performance.now();
        await project.edit(edit.file, edit.from, edit.to(wanted));
        await shows(page, wanted);
        times.push((performance.now() - started) / 1000);
      }
      rows.push([
        edit.name,
        edit.file,
        ([...times].sort((a, b) => a - b)[1] ?? Number.NaN).toFixed(1),
        ...times.map((one) => one.toFixed(1)),
      ]);
    }
    return [
      {
        title: "Seconds from edit to sight",
        columns: ["edit of", "file", "median", "run 1", "run 2", "run 3"],
        rows,
        note: "The page of client values over the sample, whose analysis had been computed before.",
      },
    ];
  } finally {
    await browser.close();
    await preview.close();
    await rm(folder, { recursive: true, force: true });
  }
};
export default measure;

const edits = [
  {
    name: "a page",
    file: "src/value.md",
    from: /^# .*$/m,
    to: (text: string) => `# ${text}`,
  },
  {
    name: "a loader",
    file: "src/data/value.json.ts",
    from: /warnings: \[("Edited[^"]*", )?/,
    to: (text: string) => `warnings: ["${text}", `,
  },
] as const;

async function shows(page: Page, text: string): Promise<void> {
  await page.waitForFunction((wanted) => document.body.innerText.includes(wanted), text, patience);
}
