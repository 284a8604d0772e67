// @vitest-environment jsdom
import { describe, expect, it } from "vitest";
import { icpLede } from "../../src/components/icp/icp-lede.js";
import { formatter } from "../../src/components/words/format.js";
import type { IcpPage } from "../../src/data/published/icp.js";

const f = formatter({ currency: "EUR", locale: "en-GB" });

function said(unmeasured: IcpPage["unmeasured"]): string {
  return icpLede({ proposed: null, current: null, unmeasured } as IcpPage, f).textContent ?? "";
}

describe("today's profile", () => {
  it("is either not set, or set and fits no client", () => {
    expect(said(null)).toContain("No profile of today is set in targeting.yaml");
    const unfit = said({ sentence: "Space companies.", clients: 0 });
    expect(unfit).toContain("Today’s profile: Space companies. No client fits it");
    expect(unfit).not.toContain("is set");
    expect(said({ sentence: "Space companies", clients: 3 })).toContain("bring no profit in all");
  });
});
