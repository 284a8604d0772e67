// @vitest-environment jsdom
import { describe, expect, it } from "vitest";
import { fieldAuditSentence, icpFieldAudit } from "../../src/components/icp/icp-field-audit.js";
import { icpMovedClients } from "../../src/components/icp/icp-moved-clients.js";
import { icpWhiteSpaceTable, whiteSpaceSentence } from "../../src/components/icp/icp-white-space.js";
import { formatter } from "../../src/components/words/format.js";
import type { IcpPage } from "../../src/data/published/icp.js";

type WhiteSpace = NonNullable<IcpPage["whiteSpace"]>;

const f = formatter({ currency: "EUR", locale: "en-GB" });
const cell = (parts: string[], clients: number, prospects: number, fits: number) => ({
  parts,
  clients,
  prospects,
  covered: clients / (clients + prospects),
  meanClv: clients > 0 ? 1000 : null,
  fits,
});
const whiteSpace: WhiteSpace = {
  fields: ["industry", "employees"],
  profile: "proposed",
  cells: [cell(["Retail", "up to 50"], 1, 900, 0), cell(["Media", "200 or more"], 20, 80, 0.9)],
  omitted: { cells: 3, clients: 4, prospects: 9 },
};

describe("white space", () => {
  it("names the largest open field within the profile, not the largest of all", () => {
    expect(whiteSpaceSentence({ whiteSpace }, f)).toBe(
      "The largest open field within the proposed profile is Media (industry) and 200 or more (employees): 20 of 100 (20%) are clients.",
    );
    expect(whiteSpaceSentence({ whiteSpace: null }, f)).toContain("Without a profile");
    const clientsAlone = { ...whiteSpace, cells: [cell(["Media", "any"], 9, 0, 1)] };
    expect(whiteSpaceSentence({ whiteSpace: clientsAlone }, f)).toContain("prospects.csv");
    expect(
      whiteSpaceSentence({ whiteSpace: { ...whiteSpace, cells: [cell(["Retail", "any"], 1, 9, 0)] } }, f),
    ).toContain("No prospect on the list fits");
  });

  it("lists cells with what is won, and says what is not listed", () => {
    const table = icpWhiteSpaceTable(whiteSpace, f);
    const [first] = table.querySelectorAll("tbody tr");
    expect([...(first?.children ?? [])].map((one) => one.textContent)).toEqual([
      "Retail",
      "up to 50",
      "900",
      "1",
      "0.1%",
      "€1k",
    ]);
    expect(table.textContent).toContain("3 smaller cells with 4 clients and 9 prospects are not listed");
  });
});

describe("the audit of fields", () => {
  const audit = {
    leftOut: [
      { field: "nps", reason: "named like something known only after the sale", by: "audit" as const },
      { field: "city", reason: "banned in settings", by: "settings" as const },
    ],
    flagged: [{ field: "tenure", reason: "known only after the sale", allowed: "from the trade fair list" }],
    soundFields: 7,
  };

  it("counts what was refused, overruled and left out", () => {
    expect(fieldAuditSentence(audit, f)).toBe(
      "Seven fields took part without a doubt; one field refused, because a prospect cannot have it or it gives clients away; one field used against the audit’s advice, for a written reason; one field left out by the settings or for lack of contents.",
    );
    expect(fieldAuditSentence({ leftOut: [], flagged: [], soundFields: 2 }, f)).toBe(
      "Two fields took part without a doubt.",
    );
  });

  it("gives each reason, the written one too, and says how to overrule", () => {
    const words = icpFieldAudit(audit).textContent ?? "";
    expect(words).toContain("Allowed because: from the trade fair list");
    expect(words).toMatch(/allowed:\s+nps:/);
  });
});

describe("clients that move", () => {
  it("are named, linked, and shown as text", () => {
    const moved = (names: string[], clients = names.length) => ({
      clients,
      meanClv: 1,
      prospects: 0,
      worthMost: names.map((name) => ({ clientId: `id of ${name}`, name, clv: 1200 })),
    });
    const node = icpMovedClients({ enter: moved(["<b>A</b>"], 5), leave: moved([]), stay: moved([]) }, f);
    const link = node.querySelector("a");
    expect(link?.textContent).toBe("<b>A</b>");
    expect(link?.getAttribute("href")).toBe("./value.html?client=id+of+%3Cb%3EA%3C%2Fb%3E");
    expect(node.textContent).toContain("and 4 worth less");
    expect(node.textContent).toContain("No client.");
  });
});
