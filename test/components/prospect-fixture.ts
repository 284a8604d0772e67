import type { ProspectRow } from "../../src/data/published/prospect-row.js";
import type { ProspectsPage } from "../../src/data/published/prospects.js";

/** A prospect of no special kind; tests change what they are about. */
export function prospect(rank: number, changes: Partial<ProspectRow> = {}): ProspectRow {
  return {
    prospectId: `P${rank}`,
    name: `Company ${rank}`,
    rank,
    tier: "A",
    score: 100 - rank,
    expectedClv: 1000,
    expectedClvLow: 500,
    expectedClvHigh: 2000,
    winIndex: 1,
    pWin: 0.2,
    expectedValue: 200,
    without: null,
    similarity: 0.5,
    segment: null,
    icpMatch: null,
    avoid: null,
    owner: null,
    confidence: "high",
    firmographics: { industry: "Retail", country: "DE" },
    expectedLoss: 0,
    flags: [],
    reasons: [],
    similarClients: [],
    judgements: [],
    ...changes,
  };
}

/** A page of `ranked` prospects with a curve that holds half of the value in the first tenth. */
export function prospectsPage(changes: Partial<ProspectsPage> = {}): ProspectsPage {
  return {
    status: "ready",
    prospects: 1020,
    ranked: 1000,
    excluded: [{ reason: "is a client already", prospects: 20 }],
    capacity: 100,
    avoided: null,
    rankedBy: "expected value",
    tellsApart: true,
    losing: 0,
    hasWinProbability: true,
    winModel: "a model",
    valueModel: "a model",
    tiers: [],
    start: { value: 1000, win: 0.2 },
    top: [prospect(1), prospect(2)],
    facets: [{ field: "industry", values: [{ value: "Retail", prospects: 1000 }] }],
    captured: [
      {
        method: "This ranking",
        points: [
          { share: 0.1, captured: 0.5 },
          { share: 1, captured: 1 },
        ],
      },
      { method: "Random", points: [{ share: 1, captured: 1 }] },
      {
        method: "Largest first",
        points: [
          { share: 0.1, captured: 0.3 },
          { share: 1, captured: 1 },
        ],
      },
    ],
    howWeSold: null,
    topWithout: [],
    openings: [],
    judgements: null,
    sizeWarning: null,
    survival: 0.8,
    alike: 0,
    wonSince: null,
    movers: null,
    ...changes,
  };
}
