import { describe, expect, it } from "vitest";
import { companyDomain, companyNameKey } from "../../../src/model/lookalike/encoding/company-key.js";
import { findExclusions } from "../../../src/model/lookalike/exclusions.js";
import type { Prospect, ProspectStatus } from "../../../src/model/lookalike/prospect.js";
import { trainingDeals } from "../../../src/model/lookalike/winning/training-deals.js";

describe("names and domains of companies", () => {
  it("reads the registrable domain, and none where many share it", () => {
    expect(companyDomain("https://www.shop.example.co.uk/path")).toBe("example.co.uk");
    expect(companyDomain("Anna.Berg@Example.DE")).toBe("example.de");
    expect(companyDomain("berg@gmail.com")).toBeNull();
    expect(companyDomain("n/a")).toBeNull();
    expect(companyDomain(null)).toBeNull();
  });

  it("drops accents, punctuation and legal forms, but never the whole name", () => {
    expect(companyNameKey("Müller & Söhne GmbH & Co. KG")).toBe("muller and sohne");
    expect(companyNameKey("Łódź Transport Sp. z o.o.")).toBe("lodz transport");
    expect(companyNameKey("ACME S.p.A.")).toBe("acme");
    expect(companyNameKey("AG")).toBe("ag");
    expect(companyNameKey("Dupont et Fils, S.A.S.")).toBe("dupont et fils");
  });
});

describe("prospects that are not ranked", () => {
  const clients = [
    { accountId: "c1", name: "Nordwind GmbH", domain: "nordwind.example", country: "DE" },
    { accountId: "c2", name: "Berg", domain: "berg@gmail.com", country: null },
  ];
  const prospect = (accountId: string, changes: Partial<Prospect> = {}): Prospect => ({
    accountId,
    name: accountId,
    domain: null,
    country: null,
    status: "open" satisfies ProspectStatus,
    firmographics: {},
    ...changes,
  });

  it("finds each reason, the first one counting, and counts them", () => {
    const prospects = [
      prospect("c1"),
      prospect("p1", { domain: "www.nordwind.example", status: "competitor" }),
      prospect("p2", { domain: "mail@nordwind.example" }),
      prospect("p3", { name: "NORDWIND AG", country: "de" }),
      prospect("p4", { name: "Nordwind", country: "FR" }),
      prospect("p5", { domain: "other@gmail.com" }),
      prospect("p6", { status: "do-not-contact" }),
      prospect("p7", { status: "customer" }),
      prospect("p8"),
      prospect("p9"),
    ];
    const found = findExclusions(prospects, clients, [
      { accountId: "p8", createdOn: null, outcome: "open" },
      { accountId: "p9", createdOn: null, outcome: "lost" },
    ]);
    expect(found.reasons).toEqual([
      "is a client (same id)",
      "marked as competitor",
      "is a client (domain)",
      "is a client (name and country)",
      null,
      null,
      "marked do-not-contact",
      "marked as customer",
      "has an open opportunity",
      null,
    ]);
    expect(found.sharesClientName[4]).toBe(true);
    expect(found.counts.reduce((sum, one) => sum + one.prospects, 0)).toBe(7);
  });
});

describe("deals to learn winning from", () => {
  it("keeps those up to the first win of an account, and none of a client without a recorded win", () => {
    const account = (accountId: string) => ({
      accountId,
      name: accountId,
      firmographics: { industry: accountId },
    });
    const { accounts, outcomes, withoutAccount } = trainingDeals(
      [
        { accountId: "c1", createdOn: "2021-05-01", outcome: "won" },
        { accountId: "c1", createdOn: "2020-01-01", outcome: "lost" },
        { accountId: "c1", createdOn: "2022-01-01", outcome: "lost" },
        { accountId: "c2", createdOn: "2022-01-01", outcome: "lost" },
        { accountId: "p1", createdOn: null, outcome: "lost" },
        { accountId: "p1", createdOn: null, outcome: "open" },
        { accountId: "gone", createdOn: null, outcome: "lost" },
        { accountId: "kept", createdOn: null, outcome: "lost", firmographics: { industry: "kept" } },
      ],
      [account("c1"), account("c2")],
      [account("p1")],
    );
    expect(accounts.map((one) => one.firmographics.industry)).toEqual(["c1", "c1", "kept", "p1"]);
    expect([...outcomes]).toEqual([0, 1, 0, 0]);
    expect(withoutAccount).toBe(1);
  });

  it("leaves out those opened too lately for the slow ones to be decided", () => {
    const deal = (at: number, createdOn: string, decidedOn: string) => ({
      accountId: `p${at}`,
      createdOn,
      decidedOn,
      outcome: at % 3 === 0 ? ("won" as const) : ("lost" as const),
      firmographics: { industry: createdOn },
    });
    const slow = Array.from({ length: 20 }, (_, at) => deal(at, "2023-03-01", "2023-09-01"));
    const quick = Array.from({ length: 5 }, (_, at) => deal(30 + at, "2024-11-01", "2024-11-20"));
    const found = trainingDeals([...slow, ...quick], [], [], "2024-12-31");
    expect(found.accounts.length).toBe(20);
    expect(found.years[0]).toBeCloseTo(1.84, 2);
    expect(trainingDeals([...slow, ...quick], [], []).accounts.length).toBe(25);
    expect(trainingDeals(quick, [], [], "2024-12-31").accounts.length).toBe(5);
  });
});
