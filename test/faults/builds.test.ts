import { type ChildProcess, execFile } from "node:child_process";
import {
  cp,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  realpath,
  rename,
  rm,
  truncate,
  utimes,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { reportShell } from "../../src/cli/build.js";
import { damageOf } from "../../src/cli/site/checksums.js";
import { serveSite } from "../../src/cli/site/serve-site.js";
import { swapIn } from "../../src/cli/site/swap-in.js";
import { analysisSteps } from "../../src/data/run/analysis.js";
import { copyProject, type ProjectCopy } from "./project-copy.js";
import { editFile, tinyWorld } from "./tiny-world.js";

const run = promisify(execFile);

// Every test here starts whole builds; how long they take is measured elsewhere.
vi.setConfig({ testTimeout: 400_000, hookTimeout: 400_000 });

const shells = join(".bellwether", "cache", "shells");

let folder: string;
let project: ProjectCopy;
let world: string;
let out: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "bellwether-faults-"));
  project = await copyProject(join(folder, "project"));
  world = join(folder, "world");
  out = join(folder, "out", "dist");
  await tinyWorld(world, 8);
  // Perhaps rendered for another test already; the copy renders none until its own pages are edited.
  const shell = await reportShell(join(folder, "shells"));
  await cp(shell, join(project.folder, shells, basename(shell)), { recursive: true });
  expect(await project.run(["build", "--data", world, "--out", out])).toMatchObject({ code: 0 });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const buildOf = (data: string, target: string, ...more: string[]) =>
  project.run(["build", "--data", data, "--out", target, "--quiet", ...more]);
const versionsOf = async (target: string) => (await readdir(join(target, "..", ".dist-versions"))).sort();
const checksums = (target: string) => readFile(join(target, "SHA256SUMS"), "utf8");

describe("the same input", () => {
  it("gives the same bytes in another folder, time zone and language, whatever is in the cache", async () => {
    const other = await copyProject(join(folder, "elsewhere", "copy"));
    const data = join(folder, "elsewhere", "data");
    await cp(world, data, { recursive: true });
    for (const name of await readdir(data)) await utimes(join(data, name), 1e9, 1e9);
    const env = { TZ: "Pacific/Auckland", LC_ALL: "tr_TR.UTF-8", LANG: "tr_TR.UTF-8" };
    const cold = join(folder, "elsewhere", "dist");
    const ended = await other.run(["build", "--data", data, "--out", cold, "--json"], env);
    expect(ended.code, ended.stderr).toBe(0);
    expect(JSON.parse(ended.stdout).steps.reused).toEqual([]);
    await run("diff", ["-r", out, cold]);
  });
});

describe("two builds at once", () => {
  it("with what the first left in the cache come out right, of other data to other folders and of the same data to the same folder", async () => {
    const others = join(folder, "others");
    await cp(world, others, { recursive: true });
    await editFile(join(others, "targeting.yaml"), "company: Lumenfeld Systems", "company: Other Company");
    const [first, same, other] = [
      join(folder, "a", "dist"),
      join(folder, "a", "dist"),
      join(folder, "b", "dist"),
    ];
    const ended = await Promise.all([buildOf(world, first), buildOf(world, same), buildOf(others, other)]);
    expect(ended.map(({ code, stderr }) => [code, stderr])).toEqual([0, 0, 0].map((code) => [code, ""]));
    expect(await checksums(first)).toBe(await checksums(out));
    expect(await checksums(other)).not.toBe(await checksums(out));
    expect(await damageOf(first)).toEqual([]);
    const published = join(other, "_file", "data");
    const [report = ""] = (await readdir(published)).filter((name) => name.startsWith("report."));
    expect(await readFile(join(published, report), "utf8")).toContain("Other Company");
  });
});

describe("a build that fails", () => {
  const untouched = async (fails: () => Promise<{ code: number; stdout: string; stderr: string }>) => {
    const [version, kept] = [await readlink(out), await versionsOf(out)];
    const ended = await fails();
    expect(ended.code).toBe(1);
    expect(await readlink(out)).toBe(version);
    expect(await versionsOf(out)).toEqual(kept);
    expect(await damageOf(out)).toEqual([]);
    expect(await readdir(project.temporary).then((names) => names.filter(isOurs))).toEqual([]);
    return ended;
  };

  it("for its inputs says where and what to do, as text and as JSON, with nothing raw for the terminal", async () => {
    const broken = join(folder, "broken");
    await cp(world, broken, { recursive: true });
    await writeFile(join(broken, "targeting.yaml"), 'curr\u001b[31mency: EUR\n"discountRate": ten\n');
    const ended = await untouched(() => buildOf(broken, out, "--json"));
    expect(ended.stderr).toMatch(/the last report is untouched/);
    expect(ended.stderr).not.toContain("\u001b");
    const { ok, error, problems } = JSON.parse(ended.stdout);
    expect(ok).toBe(false);
    expect(error).toMatchObject({ kind: "input", file: "targeting.yaml", line: 2, column: null });
    expect(problems).toContainEqual(
      expect.objectContaining({ line: 2, key: "discountRate", value: '"ten"', expected: "a number" }),
    );
  });

  it("for a loader that throws, or publishes half a result", async () => {
    const loader = "src/data/quality.json.ts";
    await project.edit(
      loader,
      "export const quality = ",
      'if (process.argv.includes("build")) throw new Error("no quality");\nexport const quality = ',
    );
    const thrown = await untouched(() => buildOf(world, out));
    expect(thrown.stderr).toMatch(
      /The program failed at src\/data\/quality\.json\.ts:\d+; the last report.*no quality/s,
    );
    await project.edit(loader, /if \(process.*\n/, "if (\n");
    const unreadable = await untouched(() => buildOf(world, out, "--json"));
    expect(JSON.parse(unreadable.stdout)).toMatchObject({
      ok: false,
      error: { kind: "fault", file: loader, line: expect.any(Number) },
    });
    await project.edit(loader, "if (\n", "");
    await project.edit(
      "src/data/run/publication.ts",
      "return JSON.stringify(checked.data);",
      "return JSON.stringify(checked.data).slice(0, -9);",
    );
    const half = await untouched(() => buildOf(world, out));
    expect(half.stderr).toMatch(/is not JSON/);
    await project.edit("src/data/run/publication.ts", ".slice(0, -9)", "");
  });

  it("for a disk that is full, or may only be read", async (test) => {
    const disk = join(folder, "disk");
    const script = [
      `mkdir -p ${disk} && mount -t tmpfs -o size=6m tmpfs ${disk} && cd ${project.folder} || exit 77`,
      `bellwether() { ${process.execPath} src/cli/start.js build --data ${world} --out ${disk}/dist --quiet; }`,
      `mkdir ${disk}/.dist-versions && cp -r $(realpath ${out}) ${disk}/.dist-versions && (cd ${disk} && ln -s .dist-versions/* dist) || exit 78`,
      `dd if=/dev/zero of=${disk}/ballast bs=1k 2>/dev/null; truncate -s -300k ${disk}/ballast`,
      `bellwether; echo "full $?"; (cd ${disk}/dist && sha256sum --quiet -c SHA256SUMS && echo whole); ls -A ${disk}/.dist-versions | wc -l`,
      `rm ${disk}/ballast; mount -o remount,ro ${disk}`,
      `bellwether; echo "readonly $?"; (cd ${disk}/dist && sha256sum --quiet -c SHA256SUMS && echo whole)`,
    ].join("\n");
    const ended = await run("unshare", ["-rm", "sh", "-c", script], {
      env: { ...process.env, TMPDIR: project.temporary },
    }).catch((error: { code?: number | string; stdout: string; stderr: string }) => error);
    if ("code" in ended && (ended.code === 77 || ended.code === "ENOENT" || /unshare/.test(ended.stderr))) {
      console.warn("skipped: this system lets nobody mount a small disk");
      return test.skip();
    }
    expect(ended.stdout.trim().split("\n"), ended.stderr).toEqual([
      "full 1",
      "whole",
      "1",
      "readonly 1",
      "whole",
    ]);
    expect(ended.stderr).toMatch(/disk is full; free some space/);
    expect(ended.stderr).toMatch(/may only be read; name another with --out/);
  });
});

describe("a build that is killed", () => {
  it("at any moment leaves one whole report, and its litter to the next build", async () => {
    const others = join(folder, "killed-data");
    await cp(world, others, { recursive: true });
    await editFile(join(others, "targeting.yaml"), "company: Lumenfeld Systems", "company: Other Company");
    const second = join(folder, "second", "dist");
    const lines = await saidBy(project.start(["build", "--data", others, "--out", second]));
    const before = await checksums(out);
    const whole = [await checksums(second), before];
    expect(new Set(whole).size).toBe(2);
    const steps = lines.filter((line) => line.startsWith("❯"));
    expect(steps.length).toBeGreaterThan(15);

    const killAt = async (step: string, after: number, data: string, target: string) => {
      const child = project.start(["build", "--data", data, "--out", target]);
      const label = `killed ${after} ms after "${step}" had begun`;
      const said = await saidBy(child, step, () => wait(after));
      expect(said, label).toContain(step);
      expect(await damageOf(target), label).toEqual([]);
      expect(whole, label).toContain(await checksums(target));
    };
    // Two lanes of kills, from the first step to the last and within the last, with the two data folders in turn.
    const [swap = ""] = steps.slice(-1);
    const every = (steps.length - 1) / 15;
    const moments = [
      ...Array.from({ length: 16 }, (_, at) => ({ step: steps[Math.round(at * every)] ?? "", after: 0 })),
      ...[8, 16, 24, 32].map((after) => ({ step: swap, after })),
    ];
    expect(new Set(moments.map(({ step, after }) => `${step} ${after}`)).size).toBe(20);
    const lane = async (target: string, mine: typeof moments) => {
      for (const [index, { step, after }] of mine.entries()) {
        await killAt(step, after, index % 2 === 0 ? others : world, target);
      }
    };
    const evenly = (rest: number) => moments.filter((_, index) => index % 2 === rest);
    await Promise.all([lane(out, evenly(0)), lane(second, evenly(1))]);

    expect(await buildOf(world, out)).toMatchObject({ code: 0 });
    expect(await checksums(out)).toBe(before);
    expect(await readdir(project.temporary).then((names) => names.filter(isOurs))).toEqual([]);
    const kept = await versionsOf(out);
    expect(kept.length).toBeLessThanOrEqual(3);
    for (const name of kept) expect(name).toMatch(/^\d{4}-/);
  });

  it("while the pages are rendered anew, or their code is compiled, or what was compiled is damaged, leaves the last report and a cache that can be used", async () => {
    const before = await checksums(out);
    const rendered = join(project.folder, shells);
    await rename(rendered, `${rendered}-kept`);
    const rendering = project.start(["build", "--data", world, "--out", out]);
    await saidBy(rendering, "❯ Render the pages", () => wait(1_000));
    await rm(rendered, { recursive: true, force: true });
    await rename(`${rendered}-kept`, rendered);
    const programs = join(project.folder, ".bellwether", "cache", "programs");
    await rename(programs, `${programs}-kept`);
    const compiling = project.start(["build", "--data", world, "--out", out]);
    await Promise.all([saidBy(compiling), wait(300).then(() => kill(compiling))]);
    await rm(programs, { recursive: true, force: true });
    await rename(`${programs}-kept`, programs);
    for (const home of await readdir(programs)) await truncate(join(programs, home, "0.js"), 100);
    expect(await damageOf(out)).toEqual([]);
    expect(await checksums(out)).toBe(before);
    expect(await buildOf(world, out)).toMatchObject({ code: 0 });
    expect(await checksums(out)).toBe(before);
  });
});

describe("rollback", () => {
  it("shows the version before, names the versions, and says when there is none", async () => {
    const stamp = new Date().toISOString().replaceAll(":", "-");
    await swapIn(await realpath(join(folder, "b", "dist")), out, stamp);
    const names = await versionsOf(out);
    const served = await serveSite(out);
    const shown = () => fetch(`${served.address}SHA256SUMS`).then((response) => response.text());
    const newest = await shown();
    const back = await project.run(["rollback", "--out", out, "--json"]);
    expect(await shown()).toBe(
      await readFile(join(folder, "out", ".dist-versions", names.at(-2) ?? "", "SHA256SUMS"), "utf8"),
    );
    expect(await shown()).not.toBe(newest);
    await served.close();
    expect(JSON.parse(back.stdout)).toMatchObject({
      ok: true,
      current: names.at(-2),
      previous: names.at(-1),
    });
    expect(await readlink(out)).toContain(names.at(-2));
    const listed = await project.run(["rollback", "--out", out, "--list"]);
    expect(listed.stderr).toContain(`${names.at(-2)}  (shown)`);
    await rm(join(folder, "out", ".dist-versions", names[0] ?? "", "index.html"));
    const damaged = await project.run(["rollback", "--out", out]);
    expect(damaged).toMatchObject({ code: 1 });
    expect(damaged.stderr).toMatch(/index\.html is missing/);
    const none = await project.run(["rollback", "--out", join(folder, "nothing")]);
    expect(none).toMatchObject({ code: 1 });
    expect(none.stderr).toMatch(/npm run build/);
  });
});

describe("an analyst's own page", () => {
  const file = "src/mine.md";
  const target = () => join(folder, "own", "dist");
  const page = [
    "# What we asked",
    "",
    "```js",
    'import * as Plot from "@observablehq/plot";',
    "display(Plot.barX([1, 2]).plot());",
    "```",
    "",
  ].join("\n");

  it("is published with its chart, listed last, and loads the library that the other pages load", async () => {
    await writeFile(join(project.folder, file), page);
    expect(await buildOf(world, target())).toMatchObject({ code: 0, stderr: "" });
    await rm(join(project.folder, file));
    const files = await readdir(target(), { recursive: true });
    expect(files.filter((name) => name.startsWith("_node"))).toEqual([]);
    const list = await readFile(
      join(target(), files.find((name) => /^pages\..+\.js$/.test(name)) ?? ""),
      "utf8",
    );
    expect(list).toMatch(/Data quality.*Our own pages.*mine\.html.*What we asked/s);
    const modules = async (page: string) =>
      [...(await readFile(join(target(), page), "utf8")).matchAll(/modulepreload" href="([^"]+)"/g)].map(
        ([, module]) => module,
      );
    const [own, shared] = [await modules("mine.html"), await modules("value.html")];
    expect(own.length).toBeGreaterThan(0);
    expect(shared).toEqual(expect.arrayContaining(own));
  });
});

describe("an edit of the code", () => {
  const computed = async () => {
    const ended = await project.run([
      "score",
      "--data",
      world,
      "--out",
      join(folder, "scores"),
      "--json",
      "--quiet",
    ]);
    expect(ended.stderr).toBe("");
    return JSON.parse(ended.stdout).steps.computed;
  };

  it("computes again exactly the steps that it is part of", async () => {
    await project.edit("src/data/value.json.ts", /$/, "\n// edited\n");
    expect(await computed()).toEqual([]);
    await project.edit("src/model/segments/find-segments.ts", /$/, "\n// edited\n");
    expect(await computed()).toEqual(["segment-finding"]);
    await project.edit("package-lock.json", /$/, "\n");
    expect((await computed()).length).toBeGreaterThanOrEqual(analysisSteps.length);
  });
});

/** What a run puts into the temporary folder. */
function isOurs(name: string): boolean {
  return name.startsWith("bellwether-");
}

function kill(child: ChildProcess): void {
  if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) {
    process.kill(-child.pid, "SIGKILL");
  }
}

/**
 * The lines that a process of `ProjectCopy.start` says until it ends; with `until`, it is killed, some time after it has
 * said that.
 */
async function saidBy(child: ChildProcess, until?: string, pause?: () => Promise<void>): Promise<string[]> {
  let text = "";
  const ended = new Promise((resolve) => child.once("close", resolve));
  child.stderr?.on("data", async (chunk: Buffer) => {
    const isSaid = until !== undefined && text.includes(until);
    text += chunk.toString();
    if (until === undefined || isSaid || !text.includes(until)) return;
    await pause?.();
    kill(child);
  });
  await ended;
  return text.split("\n").map((line) => line.replace(/ \(about \d+ s left\)$/, ""));
}
