import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pageName } from "../../src/data/key-accounts/page-name.js";

describe("pageName", () => {
  it("leaves a safe id as it is and makes another legible", () => {
    expect(pageName("acme-17")).toBe("acme-17");
    expect(pageName("C-0017")).toMatch(/^c-0017-[0-9a-f]{12}$/);
    expect(pageName("Müller & Söhne")).toMatch(/^mu-ller-so-hne-[0-9a-f]{12}$/);
    expect(pageName("株式会社")).toMatch(/^id-[0-9a-f]{12}$/);
  });

  it("never leaves a folder, nor takes a name that a system reserves", () => {
    for (const id of ["..", "../../etc/passwd", "con", "a/b", "a%2Fb", "", " ", "__page__", "index.html"]) {
      expect(pageName(id)).toMatch(/^[a-z0-9][a-z0-9-]*-[0-9a-f]{12}$/);
    }
  });

  it("tells ids apart that differ in anything", () => {
    expect(new Set(["C-1", "c-1", "c 1", "c_1", "c-1 "].map(pageName)).size).toBe(5);
    expect(pageName(pageName("C-1"))).not.toBe(pageName("C-1"));
    fc.assert(fc.property(fc.string(), fc.string(), (a, b) => (pageName(a) === pageName(b)) === (a === b)));
  });
});
