import { appendFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { watchFiles } from "../../src/warehouse/read/changed-files.js";
import { readInputs } from "../../src/warehouse/read-inputs.js";
import { loadSettings } from "../../src/warehouse/settings/load-settings.js";

const TRANSACTIONS = `client_id,date,amount,transaction_id
A,2022-01-10,100.00,1
B,2022-03-05,50.00,2
A,2022-08-20,70.00,3
A,2022-08-20,-20.00,4
A,2022-08-20,-20.00,4
C,2023-02-01,30.00,5
B,2023-06-15,90.00,6
D,2023-11-30,10.00,7
D,never,10.00,8
`;
const CONTRACTS = `client_id,start,end,amount,product
B,2022-03-05,2023-03-04,600,Seat
B,2023-03-05,2024-03-04,700,Seat
`;
const CLIENTS = "client_id,acquired_on\nA,2020-01-01\nB,2022-03-05\nC,2023-02-01\nD,2023-11-30\n";

describe("histories at earlier origins", () => {
  it("are those that reading as of the origin gives", async () => {
    const dataFolder = await mkdtemp(join(tmpdir(), "data-folder-"));
    try {
      await writeFile(join(dataFolder, "transactions.csv"), TRANSACTIONS);
      await writeFile(join(dataFolder, "contracts.csv"), CONTRACTS);
      await writeFile(join(dataFolder, "clients.csv"), CLIENTS);
      const settings = await loadSettings(dataFolder);
      const origins = ["2023-03-31", "2022-08-20", "2023-11-30"];
      const inputs = await readInputs({ dataFolder, settings, origins });
      expect(inputs.earlier.map(({ asOf }) => asOf)).toEqual(origins);
      for (const { asOf, histories } of inputs.earlier) {
        expect(histories).toEqual((await readInputs({ dataFolder, settings, asOf })).histories);
      }
      // Known by the latest origin: A and B, and C; B's contract was signed, and D came later.
      expect((await readInputs({ dataFolder, settings, origins: origins.slice(0, 2) })).revenueSince).toEqual(
        [{ date: "2023-06-15", revenue: 90 }],
      );
      expect(inputs.revenueSince).toEqual([]);
      const spans: unknown[] = [];
      const noOrigins = (span: unknown): string[] => {
        spans.push(span);
        return [];
      };
      await readInputs({ dataFolder, settings, origins: noOrigins });
      expect(spans).toEqual([{ firstDate: "2022-01-10", asOf: "2023-11-30" }]);
      const late = readInputs({ dataFolder, settings, origins: ["2024-01-01"] });
      await expect(late).rejects.toThrow("origin 2024-01-01 is after the as-of date 2023-11-30");
    } finally {
      await rm(dataFolder, { recursive: true, force: true });
    }
  });
});

describe("files that change while they are read", () => {
  it("are refused by name", async () => {
    const folder = await mkdtemp(join(tmpdir(), "data-folder-"));
    try {
      const path = join(folder, "transactions.csv");
      await writeFile(path, TRANSACTIONS);
      const requireUnchanged = await watchFiles([
        { table: "transactions", file: "transactions.csv", path, member: null },
      ]);
      await requireUnchanged();
      await writeFile(path, `${TRANSACTIONS}E,2023-12-01,1.00,9\n`);
      await expect(requireUnchanged()).rejects.toThrow(
        "transactions.csv: changed while it was read; run again",
      );
      await rm(path);
      await expect(requireUnchanged()).rejects.toThrow("transactions.csv: deleted while it was read");
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it("are refused by the reading of their folder", async () => {
    const dataFolder = await mkdtemp(join(tmpdir(), "data-folder-"));
    try {
      const path = join(dataFolder, "transactions.csv");
      await writeFile(path, TRANSACTIONS);
      const settings = await loadSettings(dataFolder);
      const changeMeanwhile = (): string[] => {
        appendFileSync(path, "E,2023-12-01,1.00,9\n");
        return [];
      };
      await expect(readInputs({ dataFolder, settings, origins: changeMeanwhile })).rejects.toThrow(
        "transactions.csv: changed while it was read; run again",
      );
    } finally {
      await rm(dataFolder, { recursive: true, force: true });
    }
  });
});
