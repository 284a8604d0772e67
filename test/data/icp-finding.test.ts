import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { greatest, mean, sum } from "d3";
import { describe, expect, it } from "vitest";
import { acquisitionChannels } from "../../src/data/acquisition/acquisition-channels.js";
import { prospectScores } from "../../src/data/prospects/prospect-scores.js";
import { openContext } from "../../src/data/run/run-context.js";
import { accounts } from "../../src/data/targeting/accounts.js";
import { icpFinding } from "../../src/data/targeting/icp-finding.js";
import { icpWorkbench } from "../../src/data/targeting/icp-workbench.js";
import type { RuleFinding } from "../../src/model/icp/find-rule.js";
import { handBuiltRules } from "../../src/model/icp/hand-built-rule.js";
import { matches } from "../../src/model/icp/rule.js";

const folder = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const openFolder = (path: string) => openContext({ dataFolder: folder(path), asOf: null, audience: null });

/** Fields of the rule and of all that the clients cannot tell from it. */
function namedFields({ status, evidence }: RuleFinding): string[] {
  if (status !== "named" || evidence === null) return [];
  const rules = [evidence.rule, ...evidence.alternatives.map(({ rule }) => rule)];
  return [...new Set(rules.flatMap(({ all }) => all.map(({ field }) => field)))].sort();
}

describe("the profile of the sample", { timeout: 120_000 }, () => {
  const opened = openFolder("../../data/sample");

  it("names what was planted and nothing that goes with no worth, and quotes a lift below the apparent one", async () => {
    const truth = JSON.parse(readFileSync(folder("../../data/sample/truth.json"), "utf8"));
    const expected = new Map<string, number>(truth.clients.rows);
    const context = await opened;
    const { proposed, avoid, commonTraits } = await icpFinding(context);
    expect(proposed.status).toBe("named");
    expect(proposed.evidence?.rule.all.map(({ field }) => field).sort()).toEqual(["employees", "industry"]);
    for (const finding of [proposed, avoid]) {
      expect(["employees", "industry", "technology"]).toEqual(expect.arrayContaining(namedFields(finding)));
    }
    const clear = commonTraits.traits.filter(
      ({ low, high }) => low !== null && high !== null && (low > 1 || high < 1),
    );
    const named = [...namedFields(proposed), ...clear.map(({ band }) => band.field)];
    expect(named).toEqual(expect.arrayContaining(["employees", "industry", "technology"]));
    for (const field of ["founded_year", "fiscal_year_end"]) expect(named).not.toContain(field);
    const { clients } = await accounts(context);
    const rule = proposed.evidence?.rule ?? { all: [] };
    const worth = (list: typeof clients) => mean(list, ({ accountId }) => expected.get(accountId)) ?? 0;
    const trueLift = worth(clients.filter((client) => matches(rule, client))) / worth(clients);
    const { estimate = 0, low = 0 } = proposed.evidence?.lift ?? {};
    expect(estimate).toBeLessThan(proposed.evidence?.apparentLift ?? 0);
    expect(low).toBeGreaterThan(1);
    expect(low).toBeLessThan(trueLift);
  });

  it("lists first, by what it estimates alone, most of what is truly worth pursuing", async () => {
    const truth = JSON.parse(readFileSync(folder("../../data/sample/truth.json"), "utf8"));
    const [id, clv, chance] = ["prospectId", "expectedClv", "pWin"].map((column) =>
      truth.prospects.columns.indexOf(column),
    );
    const worth = new Map<string, number>(
      truth.prospects.rows.map((row: readonly (string | number)[]) => [
        row[id ?? -1],
        Number(row[clv ?? -1]) * Number(row[chance ?? -1]),
      ]),
    );
    const scored = await prospectScores(await opened);
    const listed = (scored?.scores ?? [])
      .filter(({ rank }) => rank !== null)
      .map(({ prospectId }) => worth.get(prospectId) ?? Number.NaN);
    expect(listed.length).toBeGreaterThan(5000);
    const first = (order: readonly number[]) => sum(order.slice(0, Math.round(order.length / 10)));
    expect(first(listed) / first([...listed].sort((a, b) => b - a))).toBeGreaterThan(0.85);
  });

  it("finds the channel whose clients are worth most, which is not the one with the most", async () => {
    const truth = JSON.parse(readFileSync(folder("../../data/sample/truth.json"), "utf8"));
    const channels = await acquisitionChannels(await opened);
    const planted: readonly { channel: string; meanExpectedClv: number }[] = truth.planted.channels;
    const best = greatest(planted, ({ meanExpectedClv }) => meanExpectedClv)?.channel;
    expect(channels.find(({ channel }) => channel === best)?.claim?.verdict).toBe("worth more");
    expect(channels.filter(({ claim }) => claim?.verdict === "worth more")).toHaveLength(1);
    expect(greatest(channels, ({ clients }) => clients)?.channel).not.toBe(best);
  });

  it("gives today's profile the interval that the workbench draws for the same rule", async () => {
    const context = await opened;
    const { current } = await icpFinding(context);
    const { rows, description } = await icpWorkbench(context);
    const clients = rows.flatMap(({ isClient, clv, group, ...account }) =>
      isClient ? [{ ...account, clv: Math.round(clv ?? 0), highValue: false, groupId: String(group) }] : [],
    );
    const drawn = handBuiltRules(clients, [], description.seed)(current?.rule ?? { all: [] }).lift;
    expect(drawn?.low).toBeCloseTo(current?.lift?.low ?? Number.NaN, 3);
    expect(drawn?.high).toBeCloseTo(current?.lift?.high ?? Number.NaN, 3);
  });
});

describe.skipIf(!existsSync(folder("../../../shared/real")))(
  "the profile of the Maven CRM export (needs ../shared/real)",
  { timeout: 120_000 },
  () => {
    it("names size and not the sector, which goes with nothing", async () => {
      const { proposed } = await icpFinding(await openFolder("../fixtures/maven-crm"));
      const fields = namedFields(proposed);
      expect(fields.length).toBeGreaterThan(0);
      expect(["annual_revenue", "employees"]).toEqual(expect.arrayContaining(fields));
    });
  },
);
