import { expect, it } from "vitest";
import { productOrder } from "../../src/data/key-accounts/accounts-product-order.js";

const test = {
  clients: 320,
  choices: 5.8,
  similar: 0.859,
  popularity: 0.863,
  gain: { value: -0.003, low: -0.028, high: 0.022 },
  p: 0.6,
  beats: false,
};

it("says by what next products are ordered in one short sentence, with the numbers apart", () => {
  const { sentence, detail } = productOrder(test);
  expect(sentence).toMatch(/^The order is by how many clients added a product/);
  expect(sentence.split(" ").length).toBeLessThan(25);
  expect(detail).toContain("a difference of −0.3 points (−2.8 to +2.2)");
  expect(productOrder({ ...test, beats: true }).sentence).toMatch(
    /^The order is by what similar clients added/,
  );
  expect(productOrder(null)).toMatchObject({ sentence: expect.stringContaining("Too few"), detail: null });
});
