import { describe, expect, it } from "vitest";
import { fileOf, readFolder, refusal } from "./read-folder.js";

const CLIENTS = "client_id,name\nC00,Alpha\nC01,Beta\n";

describe("rejected rows", () => {
  it("say why a file cannot be used before those that are only left out, with a line, its value and a hint", async () => {
    const only = "files: { transactions: { only: { kind: [renewal] } } }\n";
    const left = Array.from({ length: 5 }, () => "C00,2024-01-01,1,other").join("\n");
    const csv = `client_id,date,amount,kind\n${left}\nc00,2024-01-01,1,renewal\nc 01,2024-01-01,1,renewal\nC01,soon,1,renewal\n`;
    const message = await refusal({
      "transactions.csv": csv,
      "clients.csv": CLIENTS,
      "targeting.yaml": only,
    });
    expect(message).toContain(
      'no row of the books can be used; most often (2 rows): client_id: no such account in clients.csv, as on line 7: "c00"; client_id: 2 rejected rows name an account in another spelling, such as "c 01" where "C01" is listed',
    );
    expect(
      await refusal({ "transactions.csv": `client_id,date,amount,kind\n${left}\n`, "targeting.yaml": only }),
    ).toContain('all are excluded, most often (5 rows): kind is not "renewal"');
    expect(await refusal({ "transactions.csv": "client_id,date,amount\n" })).toContain(
      "it has a header and no rows",
    );
  });

  it("are warned about where they are more than half of a file", async () => {
    const csv = "client_id,date,amount\nC00,2024-01-01,5\nC07,2024-01-01,1\nC08,2024-01-01,1\n";
    const inputs = await readFolder({ "transactions.csv": csv, "clients.csv": CLIENTS });
    expect(fileOf(inputs, "transactions").warnings[0]).toBe(
      '2 of 3 rows (66 %) are rejected, and all figures rest on the others; most often (2 rows): client_id: no such account in clients.csv, as on line 3: "C07"',
    );
  });
});
