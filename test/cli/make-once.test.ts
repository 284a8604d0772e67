import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { makeOnce } from "../../src/cli/site/make-once.js";

let folder: string;
let made: number;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "bellwether-once-"));
  made = 0;
});
afterEach(() => rm(folder, { recursive: true }));

const shell = () => join(folder, "shell");
const makeShell = () =>
  makeOnce(shell(), async (draft) => {
    made += 1;
    await mkdir(draft);
    await writeFile(join(draft, "index.html"), "whole");
  });

describe("makeOnce", () => {
  it("makes a folder for all who ask, once", async () => {
    await Promise.all([makeShell(), makeShell()]);
    await makeShell();
    expect(made).toBe(1);
    expect(await readdir(folder)).toEqual(["shell"]);
  });

  it.each([
    ["changed", () => writeFile(join(shell(), "index.html"), "whol")],
    ["missing", () => rm(join(shell(), "index.html"))],
    ["of something else", () => writeFile(join(shell(), "more.html"), "")],
    ["left without checksums", () => rm(join(shell(), "SHA256SUMS"))],
  ])("makes it again where a file is %s", async (_, damage) => {
    await makeShell();
    await damage();
    await makeShell();
    expect(made).toBe(2);
    expect(await readFile(join(shell(), "index.html"), "utf8")).toBe("whole");
    expect(await readdir(shell())).toEqual(["SHA256SUMS", "index.html"]);
  });

  it("leaves no draft when it cannot be made, and takes what another made meanwhile", async () => {
    const fails = makeOnce(shell(), async (draft) => {
      await mkdir(draft);
      throw new Error("no pages");
    });
    await expect(fails).rejects.toThrow("no pages");
    expect(await readdir(folder)).toEqual([]);
    await makeOnce(shell(), async () => {
      await rm(`${shell()}.lock`);
      await makeShell();
      throw new Error("no pages");
    });
    expect(made).toBe(1);
  });
});
