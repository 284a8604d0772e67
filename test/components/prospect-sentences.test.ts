import { describe, expect, it } from "vitest";
import {
  besideProfileSentence,
  bestBaseline,
  captureTitle,
  excludedSentence,
  listLengths,
  listStatus,
  meanBeyondSentence,
  prospectsAnswer,
  stabilitySentence,
  tiersTitle,
} from "../../src/components/prospects/prospect-sentences.js";
import { formatter } from "../../src/components/words/format.js";
import { prospect, prospectsPage } from "./prospect-fixture.js";

const f = formatter({ currency: "EUR", locale: "en-GB" });
const page = prospectsPage();

describe("sentences of the page of prospects", () => {
  it("says what a list holds and how that compares with a random one", () => {
    expect(prospectsAnswer(page, 100, f)).toBe(
      "Call these 100 first: 10% of the prospects, holding 50% of all value before the cost of winning, 5× a random list.",
    );
    expect(prospectsAnswer(prospectsPage({ top: [], ranked: 0 }), 1, f)).toBe(
      "No prospect is left to call: all are excluded.",
    );
  });

  it("does not boast of a list that the team can work whole", () => {
    const short = prospectsPage({ ranked: 2, capacity: 300 });
    expect(prospectsAnswer(short, 2, f)).toBe(
      "Call all 2 ranked prospects, beginning with Company 1: the team can work the whole list.",
    );
    expect(captureTitle(short, 2, f)).toBe("All 2 ranked prospects: the order tells where to begin");
  });

  it("says whom to leave where a loss is expected of them", () => {
    expect(prospectsAnswer(prospectsPage({ losing: 88, captured: [] }), 100, f)).toBe(
      "Call these 100 first, beginning with Company 1. Leave the last 88 of the list: they are expected to bring a loss.",
    );
    const few = prospectsPage({ ranked: 180, losing: 88, captured: [] });
    expect(prospectsAnswer(few, 100, f)).toMatch(
      /^Call the first 92, beginning with Company 1\. Leave the last 88/,
    );
    expect(prospectsAnswer({ ...few, losing: 180 }, 100, f)).toContain("call none");
  });

  it("presents no order of ties as a ranking", () => {
    const ties = prospectsPage({ tellsApart: false });
    expect(prospectsAnswer(ties, 100, f)).toMatch(/^Nothing tells these 1,000 prospects apart:/);
  });

  it("says why a mean lies above its interval where it does so for most", () => {
    expect(meanBeyondSentence(page)).toBeNull();
    const carried = prospectsPage({ top: [prospect(1, { expectedClv: 3000 }), prospect(2)] });
    expect(meanBeyondSentence(carried)).toBeNull();
    const both = prospectsPage({ top: [1, 2].map((rank) => prospect(rank, { expectedClv: 3000 })) });
    expect(meanBeyondSentence(both)).toContain("the mean lies above the 80% interval");
  });

  it("compares with the best baseline, chance apart", () => {
    expect(bestBaseline(page.captured.slice(1), 0.1)?.method).toBe("Largest first");
    expect(captureTitle(page, 100, f)).toBe(
      "The first 100 hold 50% of value before the cost of winning; “Largest first” would hold 30%",
    );
  });

  it("says how many of the first do not fit the profile, and why", () => {
    expect(besideProfileSentence(page)).toBeNull();
    const [one] = page.top;
    const top = [false, true, false].flatMap((icpMatch) => (one ? [{ ...one, icpMatch }] : []));
    expect(besideProfileSentence({ top })).toBe(
      "2 of the first 3 do not fit the profile: the list scores every field, the profile is a short rule.",
    );
  });

  it("accounts for every prospect", () => {
    expect(excludedSentence(page, f)).toBe(
      "Of 1,020 prospects 1,000 are ranked. 20 are excluded: is a client already (20).",
    );
    expect(excludedSentence(prospectsPage({ prospects: 1000, excluded: [] }), f)).toBe(
      "Of 1,000 prospects 1,000 are ranked. None is excluded.",
    );
  });

  it("says how much of the list survives, and who is placed by id alone", () => {
    const told = { capacity: 300, ranked: 1000, survival: 0.84, alike: 12 };
    expect(stabilitySentence(told, f)).toBe(
      "Learnt anew from clients drawn again, the score keeps 84% of the first 300 on the list; each prospect’s confidence allows for it. 12 ranked prospects cannot be told from another one and stand in the order of their ids.",
    );
    expect(stabilitySentence({ ...told, survival: null, alike: 0 }, f)).toBe("");
  });

  it("says what is shown of what", () => {
    const counts = { found: 40, length: 100, ranked: 1000 };
    expect(listStatus(counts, { within: true, filtered: true }, f)).toBe("40 match, of the first 100");
    expect(listStatus(counts, { within: false, filtered: false }, f)).toBe("All 1,000 ranked prospects");
    expect(listStatus({ ...counts, found: 0 }, { within: false, filtered: true }, f)).toBe(
      "No prospect of 1,000 ranked prospects matches.",
    );
  });

  it("measures the first tier against the average prospect", () => {
    const tiers = [
      { tier: "A", prospects: 10, expectedClv: 3000, expectedValue: null, meanExpectedClv: 300 },
      { tier: "B", prospects: 90, expectedClv: 7000, expectedValue: null, meanExpectedClv: 78 },
    ] as const;
    expect(tiersTitle(prospectsPage({ tiers }), f)).toBe(
      "A prospect of tier A is worth 3× the average one if won",
    );
    expect(tiersTitle(prospectsPage({ tiers: [] }), f)).toBe("Tiers by what the team can work");
  });
});

describe("listLengths", () => {
  it("offers round lengths, the capacity and the one asked for, up to the most", () => {
    const lengths = listLengths(130, 77, 120, 5000);
    expect(lengths).toContain(77);
    expect(lengths).toContain(120);
    expect(lengths.at(-1)).toBe(130);
    expect(lengths).toEqual([...new Set(lengths)].sort((a, b) => a - b));
    expect(lengths.every(Number.isInteger)).toBe(true);
  });
});
