import { describe, expect, it } from "vitest";
import { listInWords } from "../../src/model/words/list-in-words.js";
import { plural } from "../../src/model/words/plural.js";

describe("words", () => {
  it("count in figures, one as one", () => {
    expect([plural("1", "row"), plural(1, "row"), plural(0, "row"), plural("1,000", "row")]).toEqual([
      "1 row",
      "1 row",
      "0 rows",
      "1,000 rows",
    ]);
    expect(plural(2, "industry", "industries")).toBe("2 industries");
  });

  it("list, with and without a last of several", () => {
    expect([listInWords([]), listInWords(["a"]), listInWords(["a", "b"])]).toEqual(["", "a", "a and b"]);
    expect(listInWords(["a", "b", "c"], "or")).toBe("a, b or c");
  });
});
