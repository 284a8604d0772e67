// @vitest-environment jsdom
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { wonFigure, wonTotalSentence } from "../../src/components/prospects/prospect-won.js";
import { formatter } from "../../src/components/words/format.js";
import type { ProspectsPage } from "../../src/data/published/prospects.js";

type WonSince = NonNullable<ProspectsPage["wonSince"]>;

const f = formatter({ currency: "EUR", locale: "en-GB" });

function said(predictedOverActual: number): string {
  return wonTotalSentence({ after: 162, predictedOverActual } as WonSince, f);
}

describe("what those won since were forecast to be worth", () => {
  it("is right, too high or too low, by how much", () => {
    expect(said(1.65)).toBe("Together, the value of the 162 won since was forecast 65% too high.");
    expect(said(0.8)).toContain("forecast 20% too low.");
    expect(said(1.01)).toContain("forecast right.");
  });
});

describe("the list of then against the clients won since", () => {
  // Without a place that has a width charts are not drawn: the browser's test sees them.
  beforeAll(() => {
    vi.stubGlobal(
      "ResizeObserver",
      class {
        observe() {}
      },
    );
  });
  afterAll(() => {
    vi.unstubAllGlobals();
  });

  it("names the best of the other ways beside the report's own", () => {
    const way = (method: string, value: number) => ({ method, captured10: { value, low: 0, high: 1 } });
    const methods = [way("this list", 0.34), way("random", 0.1), way("size only", 0.27)];
    const won = { cut: "2024-01-31", accounts: 900, before: 80, after: 162, methods } as unknown as WonSince;
    expect(wonFigure(won, f).textContent).toContain(
      "made on 31 January 2024 held 34% of the lifetime value won since; “largest first” 27%",
    );
  });
});
