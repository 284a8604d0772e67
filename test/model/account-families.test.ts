import { expect, it } from "vitest";
import { accountFamilies } from "../../src/model/account-families.js";

const familiesOf = (parents: Record<string, string | null>) =>
  Object.fromEntries(
    accountFamilies(Object.entries(parents).map(([accountId, parentId]) => ({ accountId, parentId }))),
  );

it("is the top of the chain of parents, listed or not", () => {
  expect(familiesOf({ a: null, b: "a", c: "b", d: "elsewhere" })).toEqual({
    a: "a",
    b: "a",
    c: "a",
    d: "elsewhere",
    elsewhere: "elsewhere",
  });
});

it("holds a circle of parents together, and ends for one that names itself", () => {
  expect(familiesOf({ below: "z", z: "y", y: "x", x: "z" })).toEqual({ below: "x", z: "x", y: "x", x: "x" });
  expect(familiesOf({ self: "self", under: "self" })).toEqual({ self: "self", under: "self" });
  expect(familiesOf({})).toEqual({});
});
