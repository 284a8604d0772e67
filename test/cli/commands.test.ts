import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeSampleWorld } from "../../src/data/sample/sample-world.js";
import { tableBelow } from "../document-tables.js";

const root = fileURLToPath(new URL("../..", import.meta.url));

interface Ending {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the program as a user would, from the checkout. */
function bellwether(...words: string[]): Promise<Ending> {
  return new Promise((resolve) => {
    execFile(process.execPath, ["src/cli/start.js", ...words], { cwd: root }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr });
    });
  });
}

let folder: string;
let world: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "bellwether-cli-"));
  world = join(folder, "world");
  await writeSampleWorld({ clients: 40, prospects: 150, seed: 3 }, world);
});
afterAll(() => rm(folder, { recursive: true }));

describe("exit codes", () => {
  it("is 2 for a call that makes no sense, with what is legal", async () => {
    const unknownOption = await bellwether("build", "--dta", "x");
    expect(unknownOption.code).toBe(2);
    expect(unknownOption.stderr).toMatch(/unknown option '--dta'/);
    const badDate = await bellwether("score", "--as-of", "2025-02-30");
    expect(badDate.code).toBe(2);
    expect(badDate.stderr).toMatch(/2025-02-30.*YYYY-MM-DD/s);
    expect((await bellwether("publish")).code).toBe(2);
    const badPort = await bellwether("preview", "--port", "70000");
    expect(badPort.code).toBe(2);
    expect(badPort.stderr).toMatch(/70000.*no port.*65535/s);
    const noVersion = await bellwether("rollback", "--out", join(folder, "never"), "--to", "2020", "--json");
    expect(noVersion.code).toBe(2);
    expect(JSON.parse(noVersion.stdout).error).toMatchObject({ kind: "usage", value: "2020" });
  });

  it("is 1 for a folder without books, said in one message without a stack", async () => {
    const empty = join(folder, "empty");
    await mkdir(empty);
    const { code, stderr } = await bellwether("check", "--data", empty);
    expect(code).toBe(1);
    expect(stderr).toMatch(/transactions/);
    expect(stderr).not.toMatch(/^\s+at /m);
    const file = join(world, "clients.csv");
    const refused = await bellwether("check", "--data", file);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain("clients.csv: is a file; give the folder that holds the exports");
  });

  it("is 1 for an audience that the settings do not have", async () => {
    for (const command of ["build", "score"]) {
      const words = ["--data", world, "--out", join(folder, "x"), "--audience", "board"];
      const { code, stderr } = await bellwether(command, ...words);
      expect(code).toBe(1);
      expect(stderr).toMatch(/audience "board".*none yet/);
    }
  });

  it("is 1 where nothing was built to preview, with what to do", async () => {
    const { code, stderr } = await bellwether("preview", "--out", join(folder, "nowhere"));
    expect(code).toBe(1);
    expect(stderr).toMatch(/npm run build/);
  });
});

describe("check", () => {
  it("prints rows and money of each file, the controls, and says nothing on stdout", async () => {
    const { code, stdout, stderr } = await bellwether("check", "--data", world);
    expect(code).toBe(0);
    expect(stdout).toBe("");
    const rows = /transactions\): (\d+) rows read = (\d+) accepted \+ (\d+) rejected \+ (\d+) excluded/.exec(
      stderr,
    );
    const [read = 0, accepted = 0, rejected = 0, excluded = 0] = (rows ?? []).slice(1).map(Number);
    expect(read).toBeGreaterThan(100);
    expect(accepted + rejected + excluded).toBe(read);
    expect(stderr).toMatch(/line \d+, date "2024-02-30": no such day/);
    expect(stderr).toMatch(/Controls: \d+ of 21 met/);
  });
});

describe("score", () => {
  it("writes the exports with their stable columns, and the same bytes again", async () => {
    const [first, second] = [join(folder, "first"), join(folder, "second")];
    const { code, stderr } = await bellwether("score", "--data", world, "--out", first);
    expect(stderr).toMatch(/Prospects scored\s+\d+/);
    expect(code).toBe(0);
    expect((await bellwether("score", "--data", world, "--out", second)).code).toBe(0);
    const header = async (file: string) => (await readFile(join(first, file), "utf8")).split("\r\n")[0];
    expect(await header("clients.csv")).toBe(
      "client_id,name,clv,clv_low,clv_high,historic_value,residual_value,residual_low,residual_high,total_value," +
        "value_initial,value_renewal,value_expansion,value_services,value_other,value_referral,p_active," +
        "expected_revenue_12m,expected_revenue_12m_low,expected_revenue_12m_high,cac,model,high_value,segment,icp_match",
    );
    expect(await header("prospects.csv")).toBe(
      "prospect_id,name,rank,tier,score,expected_clv,expected_clv_low,expected_clv_high,win_index,p_win,expected_value," +
        "similarity,segment,icp_match,confidence,reasons,similar_clients,excluded,avoid",
    );
    for (const file of ["clients.csv", "prospects.csv"]) {
      const documented = await tableBelow("data/exports.md", file);
      expect(documented.map(([column]) => column).join(",")).toBe(await header(file));
    }
    await expectDocumented(first);
    const prospects = (await readFile(join(first, "prospects.csv"), "utf8")).trim().split("\r\n");
    expect(prospects.length).toBe(1 + 150);
    for (const file of [
      "clients.csv",
      "prospects.csv",
      "icp.json",
      "segments.json",
      "validation.json",
      "quality.json",
      "manifest.json",
    ]) {
      expect(await readFile(join(second, file)), file).toEqual(await readFile(join(first, file)));
    }
  });
});

/** Every key of the JSON exports stands in their table, under its file, and no file is there that it leaves out. */
async function expectDocumented(folder: string): Promise<void> {
  const keys = new Map<string, string[]>();
  for (const [file = "", key = ""] of await tableBelow("data/exports.md", "JSON files")) {
    if (file !== "") keys.set(file, []);
    [...keys.values()].at(-1)?.push(key);
  }
  const written = (await readdir(folder)).filter((file) => file.endsWith(".json"));
  expect([...keys.keys()].sort()).toEqual(written.sort());
  for (const file of written) {
    const found = Object.keys(JSON.parse(await readFile(join(folder, file), "utf8")));
    expect(
      found.filter((key) => !keys.get(file)?.includes(key)),
      file,
    ).toEqual([]);
    if (file === "validation.json") expect(found).toEqual(keys.get(file));
  }
}

describe("sample", () => {
  it("writes a world and says how hard it is; a world that cannot be is refused", async () => {
    const out = join(folder, "sample");
    const done = await bellwether(
      "sample",
      "--out",
      out,
      "--clients",
      "20",
      "--prospects",
      "60",
      "--seed",
      "9",
    );
    expect(done.code).toBe(0);
    expect(done.stderr).toMatch(/explain \d+\.\d %/);
    expect(JSON.parse(await readFile(join(out, "truth.json"), "utf8")).prospects.rows.length).toBe(60);
    const refused = await bellwether("sample", "--out", out, "--clients", "2");
    expect(refused.code).toBe(2);
    expect(refused.stderr).toMatch(/clients is 2.*at least/);
  });
});

describe("settings", () => {
  it("with a mistyped key are refused with the nearest key", async () => {
    const other = join(folder, "mistyped");
    await mkdir(other);
    await writeFile(join(other, "transactions.csv"), "client_id,date,amount\na,2024-01-01,10\n");
    await writeFile(join(other, "targeting.yaml"), "curency: EUR\n");
    const { code, stderr } = await bellwether("check", "--data", other);
    expect(code).toBe(1);
    expect(stderr).toMatch(/curency.*currency/s);
  });
});
