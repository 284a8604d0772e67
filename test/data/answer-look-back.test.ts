import { expect, it } from "vitest";
import { type LookBack, lookBackSentence } from "../../src/data/answer/answer-look-back.js";

const around = (value: number) => ({ value, low: value - 0.1, high: value + 0.1 });
const method = (
  name: string,
  captured10: number,
  capturedAtCapacity: number,
): LookBack["methods"][number] => ({
  method: name,
  captured10: around(captured10),
  capturedAtCapacity: around(capturedAtCapacity),
});
const methods = [
  method("this way of scoring", 0.42, 0.228),
  method("size only", 0.37, 0.2),
  method("win level alone", 0.36, 0.229),
];
const differences = [
  { baseline: "win level alone", captured10: { value: 0.06, low: 0.01, high: 0.1 } },
  { baseline: "size only", captured10: { value: 0.05, low: -0.02, high: 0.12 } },
];

it("says of an earlier list what was not clearly better, and how it does at the length worked", () => {
  const back = { cut: "2024-01-01", methods, differences, capacityShare: 0.051 };
  expect(lookBackSentence(back)).toBe(
    "Made on 2024-01-01, the first tenth of the list would have held 42% of the lifetime value won since, not clearly different from the best simple ranking (37%); chance holds 10%. Over the 5% of it that can be worked: 23%, the best simple ranking 23%.",
  );
  const clear = differences.slice(0, 1);
  expect(lookBackSentence({ ...back, differences: clear })).toMatch(
    /won since; the best simple ranking held 36%, chance holds 10%\./,
  );
  const worse = [{ baseline: "size only", captured10: { value: -0.34, low: -0.4, high: -0.2 } }];
  expect(lookBackSentence({ ...back, differences: worse })).toMatch(
    /42% of the lifetime value won since, clearly less than the best simple ranking \(37%\); chance holds 10%\./,
  );
  const poor = methods.with(0, method("this way of scoring", 0.02, 0.4));
  expect(lookBackSentence({ ...back, methods: poor, differences: worse })).toMatch(
    /held 2% of the lifetime value won since, no more than the 10% that chance holds; the best simple ranking held 37%\./,
  );
  expect(lookBackSentence({ ...back, differences: [] })).toMatch(/42% of the lifetime value won since\.$/);
});
