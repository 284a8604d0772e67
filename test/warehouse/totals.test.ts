import { describe, expect, it } from "vitest";
import { fileOf, readFolder } from "./read-folder.js";

const days = ["2024-01-01", "2024-02-01", "2024-03-01"];
const ofClients = (day: string, month: number): string[] =>
  ["A", "B", "C"].map((client, index) => `${client},${day},${100 + 10 * month + index}.25`);

describe("lines of totals among the rows", () => {
  it("are rejected where they are the sum of others, and stay where they only have such a name", async () => {
    const withTotals = days.flatMap((day, month) => [
      ...ofClients(day, month),
      `Total,${day},${3 * (100 + 10 * month) + 3.75}`,
    ]);
    const named = days.flatMap((day, month) => [
      ...ofClients(day, month),
      `Total,${day},${50 + month}`,
      `Total Energies,${day},9`,
    ]);
    const grand = `Grand Total,2024-03-01,${3 * (100 + 110 + 120) + 3 * 3.75}`;
    const transactions = (rows: readonly string[]): string => `client_id,date,amount\n${rows.join("\n")}\n`;
    const spend = days.flatMap((day, month) => [
      `${day.slice(0, 7)},Search,${10 + month}`,
      `${day.slice(0, 7)},Events,5`,
      `${day.slice(0, 7)},GESAMT,${15 + month}`,
    ]);
    const quotas = ["Ann,2024,5", "Bob,2024,6", "Ann,2025,8", "Bob,2025,9", "Total for all,2025,17"];
    const inputs = await readFolder({
      "transactions.csv": transactions(withTotals),
      "spend.csv": `month,channel,amount\n${spend.join("\n")}\n`,
      "quotas.csv": `owner,period,quota\n${quotas.join("\n")}\n`,
    });
    expect(fileOf(inputs, "transactions").rows).toEqual({ read: 12, accepted: 9, rejected: 3, excluded: 0 });
    expect(fileOf(inputs, "transactions").rejects[0]).toMatchObject({
      line: 5,
      column: "client_id",
      value: "Total",
      reason: "a total of other rows",
      money: 303.75,
    });
    expect(inputs.spendByMonthChannel.map(({ channel }) => channel)).not.toContain("GESAMT");
    expect(fileOf(inputs, "quotas").rejects).toMatchObject([{ line: 6, reason: "a total of other rows" }]);
    const parts = days.flatMap((day, month) => [...ofClients(day, month)]);
    const below = await readFolder({ "transactions.csv": transactions([...parts, grand]) });
    expect(fileOf(below, "transactions").rejects).toMatchObject([{ line: 11, value: "Grand Total" }]);
    const kept = await readFolder({ "transactions.csv": transactions(named) });
    expect(fileOf(kept, "transactions").rows.rejected).toBe(0);
  });
});
