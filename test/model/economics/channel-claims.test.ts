import { expect, it } from "vitest";
import { channelClaims } from "../../../src/model/economics/channels/channel-claims.js";
import type { ChannelResponse } from "../../../src/model/economics/spend-response/fit-channel-response.js";
import { marginalCurve, nextEuroVerdicts } from "../../../src/model/economics/spend-response/next-euro.js";
import { substream } from "../../../src/model/numerics/substream.js";

const client = (channel: string, clv: number, year = "2024") => ({
  clv,
  year,
  shares: new Map([[channel, 1]]),
});
const many = (count: number, channel: string, clvOf: (at: number) => number, year?: string) =>
  Array.from({ length: count }, (_, at) => client(channel, clvOf(at), year));
const claims = (clients: Parameters<typeof channelClaims>[0]) =>
  channelClaims(clients, substream(2, "c"), 199);

it("says which channel's clients are worth more and which less, with the means worked by hand", () => {
  const found = claims([
    ...many(12, "rich", (at) => 300 + at),
    ...many(20, "plain", (at) => 100 + at),
    ...many(9, "few", () => 900),
  ]);
  expect(found.map(({ channel, verdict }) => [channel, verdict])).toEqual([
    ["rich", "cannot tell"],
    ["plain", "worth less"],
  ]);
  expect(found[0]).toMatchObject({ clients: 12, meanClv: 305.5, othersMeanClv: (2190 + 8100) / 29 });
});

it("compares clients of one year, so that a channel of good years is not credited with them", () => {
  const years = [
    ...many(30, "early", (at) => 500 + (at % 7), "2020"),
    ...many(5, "late", (at) => 500 + (at % 7), "2020"),
    ...many(5, "early", (at) => 100 + (at % 7), "2024"),
    ...many(30, "late", (at) => 100 + (at % 7), "2024"),
  ];
  expect(claims(years).map(({ verdict }) => verdict)).toEqual(["cannot tell", "cannot tell"]);
  expect(claims(many(20, "only", (at) => at))).toEqual([]);
});

const response = (part: Partial<ChannelResponse>): ChannelResponse => ({
  channel: "fairs",
  months: 84,
  arrivals: 300,
  status: "responds",
  p: 0.01,
  carryOver: 0,
  spendNow: 100,
  seen: { low: 40, high: 200 },
  curve: { ceiling: 900, halfSpend: 100 },
  marginal: null,
  balance: null,
  draws: Array.from({ length: 99 }, () => ({ ceiling: 900, halfSpend: 100 })),
  ...part,
});

// A Hill curve of 900 and 100 brings 900·100/200² = 2.25 for the next unit at 100.
it("says of the next unit of spend only what the data tell", () => {
  const poor = { ceiling: 300, halfSpend: 100 };
  const draws = Array.from({ length: 99 }, () => poor);
  expect(
    nextEuroVerdicts([
      response({}),
      response({ curve: poor, draws }),
      response({ status: "flat" }),
      response({ draws: [...draws.slice(50), ...response({}).draws.slice(50)] }),
    ]),
  ).toEqual(["brings more", "brings less", "cannot tell", "cannot tell"]);
  // By hand: (5 + 1)/101 on one side are 12 % on both.
  const doubtful = [...draws.slice(0, 5), ...response({}).draws.slice(5)];
  expect(nextEuroVerdicts([response({ draws: doubtful })])).toEqual(["cannot tell"]);
  expect(nextEuroVerdicts([response({ draws: doubtful.slice(2) })])).toEqual(["brings more"]);
  const points = marginalCurve(response({}), 15);
  expect([points[0]?.spend, points.at(-1)?.spend]).toEqual([20, 300]);
  expect(points[4]).toMatchObject({ spend: 100, value: 2.25, low: 2.25, high: 2.25 });
  expect(marginalCurve(response({ curve: null, draws: [] }), 15)).toEqual([]);
});
