import { describe, expect, it } from "vitest";
import { nonFinite } from "../non-finite.js";
import { fileOf, readFolder } from "./read-folder.js";

const BOOKS = "client_id,date,amount\nA,2024-01-01,1\nB,2024-01-01,1\n";

describe("accounts", () => {
  it("carry what is known of them before they buy, in the same fields for clients and prospects", async () => {
    const inputs = await readFolder({
      "transactions.csv": BOOKS,
      "clients.csv":
        "client_id,name,industry,employees,annual_revenue,owner,acquired_on,acquisition_channel,Tech Stack,last seen,contact,Zip,score\n" +
        'A,Alpha,retail,"1,200",1.5,Ann,2023-12-31,Event,AWS,2024-01-01,a@alpha.com,01234,5\nB,Beta,Retail,many,n/a,,,,aws,2024-02-01,b@beta.com,12345,6\n',
      "prospects.csv":
        "prospect_id,name,Industry,tech_stack,region,score\nP1,One,Retail,AWS,North,x1\nP2,Two,N/A,GCP,#N/A,7\n",
    });
    const [alpha, beta] = inputs.clients;
    expect(alpha).toEqual({
      accountId: "A",
      name: "Alpha",
      firmographics: {
        "Tech Stack": "AWS",
        Zip: "01234",
        annual_revenue: 1.5,
        employees: 1200,
        industry: "Retail",
        region: null,
        score: "5",
      },
      acquiredOn: "2023-12-31",
      acquisitionChannel: "Event",
      owner: "Ann",
      successOwner: null,
      parentId: null,
      referredBy: null,
      domain: null,
    });
    expect(beta?.firmographics).toMatchObject({ "Tech Stack": "AWS", employees: null, annual_revenue: null });
    expect(inputs.prospects.map(({ firmographics }) => firmographics.industry)).toEqual(["Retail", null]);
    expect(Object.keys(inputs.prospects[0]?.firmographics ?? {})).toEqual(
      Object.keys(alpha?.firmographics ?? {}),
    );
    const { warnings } = fileOf(inputs, "clients");
    expect(warnings.join("\n")).toContain(
      'employees: 1 value such as "many" cannot be read and is left blank',
    );
    expect(warnings.join("\n")).toContain("last seen: holds dates");
    expect(warnings.join("\n")).toContain("contact: holds e-mail addresses");
    expect(inputs.quality.fillRates).toContainEqual({
      field: "region",
      kind: "text",
      clients: 0,
      prospects: 0.5,
    });
  });

  it("take a further column as a number when at least 95 % of it are", async () => {
    const rows = Array.from(
      { length: 40 },
      (_, index) => `P${index},N,${index === 7 ? "lots" : `1.${100 + index},5`}`,
    );
    const inputs = await readFolder({
      "transactions.csv": BOOKS,
      "prospects.csv": `prospect_id;name;Seats\n${rows.join("\n").replaceAll(",N,", ";N;")}\n`,
    });
    expect(inputs.prospects.find(({ accountId }) => accountId === "P3")?.firmographics.Seats).toBe(1103.5);
    expect(inputs.prospects.find(({ accountId }) => accountId === "P7")?.firmographics.Seats).toBeNull();
    expect(fileOf(inputs, "prospects").warnings).toContain(
      "Seats: 1 values are not numbers and are left blank",
    );
  });

  it("with hostile names are data and nothing else", async () => {
    const names = [
      '=HYPERLINK("http://x","y")',
      "<img src=x onerror=alert(1)>",
      ["$", "{1+1}"].join(""),
      "'; DROP TABLE typed_clients; --",
      "__proto__",
      "constructor",
      "a\\'b",
      "\u202eRTL",
    ];
    const quoted = names.map((name) => `"${name.replaceAll('"', '""')}"`);
    const header = quoted.slice(1).join(",");
    const inputs = await readFolder({
      "transactions.csv": `client_id,date,amount,product\n${quoted.map((name) => `${name},2024-01-01,1,${name}`).join("\n")}\n`,
      "clients.csv": `client_id,name,${header}\n${quoted.map((name) => `${name},${name},${header}`).join("\n")}\n`,
      "products.csv": `product,margin\n${quoted.map((name) => `${name},0.5`).join("\n")}\n`,
      "targeting.yaml": `margin: { byProduct: { "'; DROP TABLE x; --": 0.1 } }\nfiles: { transactions: { only: { product: ${JSON.stringify(names)} } } }`,
    });
    expect(inputs.histories.map(({ clientId }) => clientId)).toEqual(names.toSorted());
    expect(inputs.clients.map(({ name }) => name)).toEqual(names.toSorted());
    const firmographics = inputs.clients[0]?.firmographics ?? {};
    for (const name of names.slice(1))
      expect(Object.getOwnPropertyDescriptor(firmographics, name)?.value).toBe(name);
    expect(Object.getPrototypeOf(firmographics)).toBe(Object.prototype);
    expect(JSON.parse(JSON.stringify(inputs))).toEqual(inputs);
  });

  it("lack a field that the settings name: a warning with the nearest field", async () => {
    const { quality } = await readFolder({
      "transactions.csv": BOOKS,
      "clients.csv": "client_id,industry\nA,Retail\nB,Logistics\n",
      "targeting.yaml":
        "currentIcp: {all: [{field: indsutry, in: [Retail]}]}\nfeatures: {use: [industry], banned: [vibe]}\n",
    });
    const warnings = quality.warnings.filter((warning) => warning.startsWith("targeting.yaml"));
    expect(warnings).toEqual([
      expect.stringMatching(/currentIcp: .*"indsutry"; did you mean "industry"/),
      expect.stringMatching(/features\.banned: .*"vibe"$/),
    ]);
  });

  it("may be one, or all alike", async () => {
    const one = await readFolder({ "transactions.csv": "client_id,date,amount\nA,2024-01-01,0\n" });
    expect(one.histories).toMatchObject([{ clientId: "A", revenue: 0, marginRate: 1, leftTruncated: false }]);
    expect(one.ledgers).toEqual([]);
    expect(nonFinite(one)).toEqual([]);
  });
});
