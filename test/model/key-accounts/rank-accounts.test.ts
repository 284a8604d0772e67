import { expect, it } from "vitest";
import { isToBring, rankAccounts } from "../../../src/model/key-accounts/rank-accounts.js";

const account = (clientId: string, residualValue: number, residualHigh: number) => ({
  clientId,
  residualValue,
  residualHigh,
});

it("puts those of which nothing comes in nine cases of ten after all others, however much their mean is", () => {
  const accounts = [
    account("gone", 1710, 0),
    account("b", 1668, 5514),
    account("nothing", 0, 0),
    account("costly", -50, 20),
    account("a", 1668, 5514),
    account("small", 2, 9),
  ];
  const ranked = rankAccounts(accounts, (one) => one);
  expect(ranked.map(({ clientId }) => clientId)).toEqual(["a", "b", "small", "gone", "nothing", "costly"]);
  expect(ranked.filter(isToBring).map(({ clientId }) => clientId)).toEqual(["a", "b", "small"]);
  expect(isToBring({ residualValue: 5, residualHigh: Number.NaN })).toBe(false);
});
