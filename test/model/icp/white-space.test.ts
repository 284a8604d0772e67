import { expect, it } from "vitest";
import { whiteSpace } from "../../../src/model/icp/white-space.js";

const industry = { name: "industry", kind: "category", role: "firmographic" } as const;
const account = (accountId: string, level: string) => ({
  accountId,
  name: accountId,
  firmographics: { industry: level },
});
const client = (accountId: string, level: string, clv: number) => ({
  ...account(accountId, level),
  clv,
  highValue: false,
  groupId: accountId,
});

it("counts who is won and who is not by kind, the kind with the most prospects and then clients first", () => {
  const cells = whiteSpace(
    [
      client("a", "Retail", 100),
      client("b", "Retail", 200),
      client("c", "Retail", 300),
      client("d", "Mining", 500),
    ],
    ["Law", "Law", "Mining", "Mining", "Retail"].map((level, at) => account(`p${at}`, level)),
    [industry],
    { all: [{ field: "industry", in: ["Mining"] }] },
  );
  expect(cells.map(({ bands, clients, prospects }) => [bands[0]?.text, clients, prospects])).toEqual([
    ["Mining", 1, 2],
    ["Law", 0, 2],
    ["Retail", 3, 1],
  ]);
  expect(cells).toMatchObject([
    { covered: 1 / 3, clvMean: 500, matching: { clients: 1, prospects: 2 } },
    { covered: 0, clvMean: null, matching: { clients: 0, prospects: 0 } },
    { covered: 0.75, clvTotal: 600, clvMean: 200, matching: { clients: 0, prospects: 0 } },
  ]);
});
