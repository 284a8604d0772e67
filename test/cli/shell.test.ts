import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fillShell } from "../../src/cli/site/shell.js";

let folder: string;
let shell: string;
const hash = (text: string) => createHash("sha256").update(text).digest("hex").slice(0, 8);
const files = {
  "index.html": `<script type="application/json">{"./data/report.json":"./_file/data/report.${hash("report.json")}.json"}</script>`,
  "accounts/__page__.html": `<script type="application/json">{"../data/accounts/__page__.json":"../_file/data/accounts/__page__.${hash("accounts/__page__.json")}.json","../data/report.json":"../_file/data/report.${hash("report.json")}.json"}</script>`,
  [`_file/data/report.${hash("report.json")}.json`]: "report.json",
  [`_file/data/accounts/__page__.${hash("accounts/__page__.json")}.json`]: "accounts/__page__.json",
};
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "bellwether-shell-"));
  shell = join(folder, "shell");
  for (const [file, text] of Object.entries(files)) {
    await mkdir(dirname(join(shell, file)), { recursive: true });
    await writeFile(join(shell, file), text);
  }
});
afterAll(() => rm(folder, { recursive: true }));

const report = { file: "report.json", contents: '{"company":"Acme"}' };
const filled = async (name: string, accounts: Readonly<Record<string, string>>) => {
  const site = join(folder, name);
  const pages = [{ file: "accounts/[id].json", contents: new Map(Object.entries(accounts)) }];
  await fillShell(shell, { files: [report], pages }, site);
  return site;
};

describe("fillShell", () => {
  it("puts data in the place of placeholders, under names that hash them", async () => {
    const site = await filled("one", {});
    const name = `report.${hash(report.contents)}.json`;
    expect(await readFile(join(site, "index.html"), "utf8")).toBe(
      `<script type="application/json">{"./data/report.json":"./_file/data/${name}"}</script>`,
    );
    expect(await readdir(join(site, "_file", "data"))).toEqual(["accounts", name]);
  });

  it("leaves the shell's checksums behind", async () => {
    await writeFile(join(shell, "SHA256SUMS"), "");
    expect(await readdir(await filled("checked", {}))).not.toContain("SHA256SUMS");
    await rm(join(shell, "SHA256SUMS"));
  });

  it("copies the page of a kind for every name, each with its own data", async () => {
    const site = await filled("two", { "a-1": '{"name":"A"}', "b-2": '{"name":"Bee"}' });
    expect(await readdir(join(site, "accounts"))).toEqual(["a-1.html", "b-2.html"]);
    const own = `b-2.${hash('{"name":"Bee"}')}.json`;
    const page = await readFile(join(site, "accounts", "b-2.html"), "utf8");
    expect(page).toContain(`"../data/accounts/__page__.json":"../_file/data/accounts/${own}"`);
    expect(page).toContain(`report.${hash(report.contents)}.json`);
    expect(page).not.toContain("_file/data/accounts/__page__");
    expect(await readdir(join(site, "_file", "data", "accounts"))).toHaveLength(2);
  });

  it("has no page of a kind where the data name none", async () => {
    const site = await filled("three", {});
    expect(await readdir(join(site, "accounts"))).toEqual([]);
    expect(await readdir(join(site, "_file", "data", "accounts"))).toEqual([]);
  });
});
