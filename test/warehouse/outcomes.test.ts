import { describe, expect, it } from "vitest";
import { fileOf, readFolder } from "./read-folder.js";

const TRANSACTIONS = "client_id,date,amount\nA,2024-01-01,1\nA,2024-12-31,1\n";

async function readOutcomes(stages: readonly string[], outcomes: readonly string[]) {
  const deals = stages.map((stage, index) => `O${index + 10},2024-01-01,5,${stage},A`);
  const leads = outcomes.map((outcome, index) => `L${index + 10},A,1,${outcome}`);
  return readFolder({
    "transactions.csv": TRANSACTIONS,
    "clients.csv": "client_id,name\nA,Alpha\n",
    "opportunities.csv": ["opportunity_id,created_on,amount,stage,account_id", ...deals].join("\n"),
    "leads.csv": ["lead_id,account_id,score,outcome", ...leads].join("\n"),
  });
}

describe("outcomes", () => {
  it("are read from stages and outcomes as systems spell them", async () => {
    const stages: [string, boolean | null][] = [
      ["Closed Won", true],
      ["closed_won", true],
      ["closedwon", true],
      ["6-ClosedWon", true],
      ["Won (not yet invoiced)", true],
      ["closedlost", false],
      ["CLOSED_LOST", false],
      ["Closed - Lost", false],
      ["Not won", false],
      ["Lost: not yet a customer", false],
      ["Not yet won", null],
      ["Not lost", null],
      ["Wonderful prospect", null],
      ["Negotiation", null],
    ];
    const outcomes: [string, boolean | null][] = [
      ["Closed_Won", true],
      ["closedwon", true],
      ["converted", true],
      ["new_customer", true],
      ["Not converted", false],
      ["Not a customer", false],
      ["closed_lost", false],
      ["sales-rejected", false],
      ["Not yet converted", null],
      ["Nurturing", null],
      ["", null],
    ];
    const { opportunities, decisions } = await readOutcomes(
      stages.map(([stage]) => stage),
      outcomes.map(([outcome]) => outcome),
    );
    expect(opportunities.map(({ won }, index) => [stages[index]?.[0], won])).toEqual(stages);
    expect(decisions.leads.map(({ won }, index) => [outcomes[index]?.[0], won])).toEqual(outcomes);
  });

  it("that closed opportunities do not say are told", async () => {
    const deals = [
      "O1,2024-01-01,5,Gewonnen,,A,2024-03-01",
      "O2,2024-01-01,5,Verhandlung,,A,",
      "O3,2024-01-01,5,Gewonnen,,A,2025-03-01",
      "O4,2024-01-01,5,Gewonnen,yes,A,2024-03-01",
      "O5,2024-01-01,5,Done,no,A,2024-03-01",
      "O6,2024-01-01,5,closedwon,,A,2024-03-01",
    ];
    const inputs = await readFolder({
      "transactions.csv": TRANSACTIONS,
      "clients.csv": "client_id,name\nA,Alpha\n",
      "opportunities.csv": [
        "opportunity_id,created_on,amount,stage,is_won,account_id,closed_on",
        ...deals,
      ].join("\n"),
    });
    expect(inputs.opportunities.map(({ won }) => won)).toEqual([null, null, null, true, false, true]);
    expect(fileOf(inputs, "opportunities").warnings).toEqual([
      '1 opportunity has a closed_on, and a stage such as "Gewonnen" that says neither won nor lost; it counts as open: list its words under outcomes.won and outcomes.lost in targeting.yaml, or map is_won and is_closed',
    ]);
  });

  it("are not lost where is_won says no of every deal that is not won yet", async () => {
    const deals: [string, string, string, boolean | null][] = [
      ["Negotiation", "no", "", null],
      ["Demo done", "no", "", null],
      ["Not yet closed", "no", "", null],
      ["Closing", "no", "", null],
      ["Negotiation", "no", "no", null],
      ["Lost contact", "no", "no", null],
      ["Negotiation", "no", "yes", false],
      ["Negotiation", "", "yes", null],
      ["", "no", "yes", false],
      ["", "no", "", false],
      ["Closed Lost", "no", "", false],
      ["6 - Closed", "no", "", false],
      ["Closed (no budget)", "no", "", false],
      ["cancelled", "no", "", false],
      ["Disqualified", "no", "", false],
      ["Closed Won", "no", "", false],
      ["Negotiation", "yes", "", true],
      ["Closed Won", "yes", "yes", true],
    ];
    const inputs = await readFolder({
      "transactions.csv": TRANSACTIONS,
      "clients.csv": "client_id,name\nA,Alpha\n",
      "opportunities.csv": [
        "opportunity_id,created_on,amount,stage,IsWon,IsClosed,account_id,closed_on",
        ...deals.map(
          ([stage, isWon, isClosed], index) =>
            `O${index + 10},2024-01-01,5,${stage},${isWon},${isClosed},A,2024-03-01`,
        ),
      ].join("\n"),
    });
    expect(inputs.opportunities.map(({ won }, index) => [deals[index]?.slice(0, 3), won])).toEqual(
      deals.map(([stage, isWon, isClosed, won]) => [[stage, isWon, isClosed], won]),
    );
    expect(fileOf(inputs, "opportunities").warnings).toEqual([
      '5 opportunities have a closed_on, and a stage such as "Closing" that says neither won nor lost; they count as open: list its words under outcomes.won and outcomes.lost in targeting.yaml, or map is_won and is_closed',
    ]);
  });
});
