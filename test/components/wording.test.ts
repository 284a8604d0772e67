import { describe, expect, it } from "vitest";
import { asSentence, counted, withoutFullStop } from "../../src/components/words/wording.js";

describe("wording", () => {
  it("makes sentences of reasons", () => {
    expect(asSentence("there is no list to score")).toBe("There is no list to score.");
    expect(asSentence("clients.csv has no firmographics.")).toBe("clients.csv has no firmographics.");
    expect(withoutFullStop(" makers on SAP. ")).toBe("makers on SAP");
  });

  it("counts in words up to twelve", () => {
    expect([counted(1, "segment"), counted(4, "segment"), counted(13, "segment")]).toEqual([
      "one segment",
      "four segments",
      "13 segments",
    ]);
  });
});
