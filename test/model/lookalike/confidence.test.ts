import { expect, it } from "vitest";
import { type ConfidenceEvidence, confidenceOf } from "../../../src/model/lookalike/confidence.js";

const sound: ConfidenceEvidence = {
  tellsApart: true,
  clients: 100,
  unknownShare: 0.15,
  unlikeClients: false,
  relativeWidth: 1.1,
  agreement: 0.8,
};

it.each<[string, Partial<ConfidenceEvidence>, string]>([
  ["nothing speaks against it", {}, "high"],
  ["one client is missing", { clients: 99 }, "medium"],
  ["more is unknown", { unknownShare: 0.2 }, "medium"],
  ["its interval is wide", { relativeWidth: 1.2 }, "medium"],
  ["refits waver", { agreement: 0.7 }, "medium"],
  ["nothing was refitted", { agreement: null }, "medium"],
  ["clients are few", { clients: 24 }, "low"],
  ["most is unknown", { unknownShare: 0.6 }, "low"],
  ["no client is like it", { unlikeClients: true }, "low"],
  ["refits mostly disagree", { agreement: 0.4 }, "low"],
  ["the score tells nobody apart", { tellsApart: false }, "low"],
])("where %s", (_, change, confidence) => {
  expect(confidenceOf({ ...sound, ...change })).toBe(confidence);
});
