import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { beforeAll, describe, expect, it } from "vitest";
import type { Inputs } from "../../../src/warehouse/inputs.js";
import { fileOf, readFolder, refusal } from "../read-folder.js";
import { BOOKS, meaning } from "./same-inputs.js";
import { zipBytes } from "./zip-bytes.js";

const CLIENTS = "client_id,name\nMüller & Söhne,Müller\n00123,Numbered\nŒuvre,Art\n";

let plain: Inputs;
beforeAll(async () => {
  plain = await readFolder({ "transactions.csv": BOOKS });
});

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

describe("a gzip file", () => {
  it("gives what the plain file gives, under its own name, size and hash", async () => {
    const packed = gzipSync(BOOKS);
    const inputs = await readFolder({ "transactions.csv.gz": packed });
    expect(meaning(inputs)).toEqual(meaning(plain));
    expect(fileOf(inputs, "transactions")).toMatchObject({
      file: "transactions.csv.gz",
      bytes: packed.length,
      sha256: sha256(packed),
      rejects: [{ file: "transactions.csv.gz", line: 5, value: "oops" }],
    });
  });

  it("may consist of several members", async () => {
    const packed = Buffer.concat([gzipSync(BOOKS.slice(0, 90)), gzipSync(BOOKS.slice(90))]);
    expect(meaning(await readFolder({ "transactions.csv.gz": packed }))).toEqual(meaning(plain));
  });

  it("is refused by name when it is cut off, damaged, followed by other bytes, or none at all", async () => {
    const packed = gzipSync(BOOKS);
    const damaged = Buffer.from(packed);
    damaged.fill(0x55, 40, 60);
    for (const [bytes, reason] of [
      [packed.subarray(0, packed.length - 30), "the gzip file is cut off; copy or export it again"],
      [packed.subarray(0, packed.length - 4), "the gzip file is cut off"],
      [damaged, "the gzip file is damaged; copy or export it again"],
      [Buffer.concat([packed, Buffer.from("more")]), "the gzip file is damaged"],
      [BOOKS, "is no gzip file, though its name ends with .gz"],
      ["", "is no gzip file"],
    ] as const) {
      expect(await refusal({ "transactions.csv.gz": bytes })).toContain(`transactions.csv.gz: ${reason}`);
    }
  });

  it("is refused when it unpacks to more than an export can", async () => {
    const bomb = gzipSync(Buffer.alloc(101_000_000, "a"));
    expect(await refusal({ "transactions.csv.gz": bomb })).toMatch(
      /^transactions.csv.gz: \d+ packed bytes unpack to more than 100000000,/,
    );
  });

  it("is known by its bytes where its name does not say so", async () => {
    const inputs = await readFolder({ "transactions.csv": gzipSync(BOOKS) });
    expect(meaning(inputs)).toEqual(meaning(plain));
  });
});

describe("a zip archive", () => {
  it("gives the tables in it, in whatever folder, and passes over what systems add", async () => {
    const archive = zipBytes(
      { name: "export/", content: "" },
      { name: "export/2024/transactions.csv", content: BOOKS },
      { name: "export/Clients.CSV", content: CLIENTS, stored: true },
      { name: "export/contacts.csv", content: "a,b\n" },
      { name: "__MACOSX/export/._clients.csv", content: "\0\0" },
      { name: "export/.clients.csv", content: "\0" },
      { name: "../clients.csv", content: "client_id\nelsewhere\n" },
      { name: "readme.txt", content: "read me" },
    );
    const inputs = await readFolder({ "crm export.zip": archive });
    const both = await readFolder({ "transactions.csv": BOOKS, "clients.csv": CLIENTS });
    const { warnings } = inputs.quality;
    expect(inputs.histories).toEqual(both.histories);
    expect(inputs.clients).toEqual(both.clients);
    expect(warnings.filter((warning) => warning.includes("not read"))).toEqual([
      'crm export.zip/export/contacts.csv is not read: no table of that name; did you mean "contracts"?',
    ]);
    expect(fileOf(inputs, "transactions")).toMatchObject({
      file: "crm export.zip/export/2024/transactions.csv",
      bytes: archive.length,
      sha256: sha256(archive),
      rejects: [{ file: "crm export.zip/export/2024/transactions.csv", line: 5 }],
    });
  });

  it("named for a table gives the one table in it, and the settings may name any", async () => {
    const deals = { name: "hubspot-crm-exports-all-deals.csv", content: BOOKS };
    const one = await readFolder({ "transactions.zip": zipBytes(deals) });
    expect(meaning(one)).toEqual(meaning(plain));
    const archive = zipBytes(deals, { name: "lost.csv", content: "a\n" });
    const path = (value: string) => `files: { transactions: { path: ${value} } }`;
    const named = await readFolder({
      "exports/hubspot.zip": archive,
      "targeting.yaml": path(`exports/hubspot.zip/${deals.name}`),
    });
    expect(meaning(named)).toEqual(meaning(plain));
    expect(fileOf(named, "transactions").file).toBe(`exports/hubspot.zip/${deals.name}`);
    const open = { "exports/hubspot.zip": archive, "targeting.yaml": path("exports/hubspot.zip") };
    expect(await refusal(open)).toContain(
      `files.transactions.path: exports/hubspot.zip: holds ${deals.name}, lost.csv; name one as exports/hubspot.zip/NAME`,
    );
    const wrong = { ...open, "targeting.yaml": path("exports/hubspot.zip/won.csv") };
    expect(await refusal(wrong)).toContain(`holds no such file; it holds ${deals.name}, lost.csv`);
  });

  it("is refused by name when it is cut off, damaged or encrypted", async () => {
    const member = { name: "transactions.csv", content: BOOKS };
    const archive = zipBytes(member);
    const damaged = Buffer.from(archive);
    damaged.fill(0x55, 80, 90);
    const named = "books.zip/transactions.csv";
    for (const [bytes, reason] of [
      [archive.subarray(0, archive.length - 30), "books.zip: the zip archive is cut off or damaged"],
      [damaged, `${named}: the zip archive is cut off or damaged`],
      [zipBytes({ ...member, stored: true, checksum: 1 }), `${named}: the zip archive is cut off or damaged`],
      [
        zipBytes({ ...member, encrypted: true }),
        `${named}: is encrypted; unpack the archive with its password`,
      ],
      ["not a zip archive at all", "books.zip: the zip archive is cut off or damaged"],
    ] as const) {
      expect(await refusal({ "books.zip": bytes })).toContain(reason);
    }
  });

  it("is refused when a member unpacks to more than an export can", async () => {
    const bomb = zipBytes({ name: "transactions.csv", content: Buffer.alloc(101_000_000, "a") });
    expect(await refusal({ "books.zip": bomb })).toMatch(
      /^books.zip\/transactions.csv: \d+ packed bytes unpack to more than 100000000,/,
    );
  });
});

describe("a table that is there twice", () => {
  it("is refused, whatever its forms, until the settings name one", async () => {
    const files = { "transactions.csv": BOOKS, "transactions.csv.gz": gzipSync(BOOKS) };
    expect(await refusal(files)).toContain(
      "transactions are there twice or more: transactions.csv, transactions.csv.gz; remove all but one, or name the one to read under files.transactions.path",
    );
    const archive = zipBytes({ name: "transactions.csv", content: BOOKS });
    expect(await refusal({ "transactions.csv": BOOKS, "all.zip": archive })).toContain(
      "transactions.csv, all.zip/transactions.csv".split(", ").sort().join(", "),
    );
    const settled = await readFolder({
      ...files,
      "targeting.yaml": "files: { transactions: { path: transactions.csv.gz } }",
    });
    expect(settled.quality.warnings).toContain(
      "transactions.csv is not read: transactions are read from transactions.csv.gz",
    );
  });
});

describe("a workbook", () => {
  it("is told to be saved as CSV, under its own name or another", async () => {
    const workbook = zipBytes({ name: "xl/workbook.xml", content: "<workbook/>" });
    expect(await refusal({ "transactions.csv": workbook })).toContain("save a workbook as “CSV UTF-8”");
    const inputs = await readFolder({ "transactions.csv": BOOKS, "clients.xlsx": workbook });
    expect(inputs.quality.warnings.join()).toContain("clients.xlsx is not read: save it as “CSV UTF-8”");
  });
});
