import { expect, it } from "vitest";
import { calibrationSentence, rollUpSentence } from "../../src/data/leads/lead-sentences.js";
import { USED_ROLL_UP } from "../../src/model/leads/fit-roll-up.js";

const calibration = {
  method: "isotonic" as const,
  baseRateFrom: "the outcomes of leads",
  baseRate: 0.3,
  leads: 2000,
  accounts: 120,
  logLoss: [],
  reliability: [],
};
const rollUp = { fitted: false, accounts: 10, won: 3, decay: 0.5, roleWeight: 0.25, roles: 4, rivals: [] };

it("says how scores became chances, and what was assumed where nothing could be learned", () => {
  expect(calibrationSentence(calibration)).toMatch(/2,000 leads at 120 accounts.*curve of steps/);
  const assumed = { ...calibration, method: null, baseRateFrom: "the setting winRate" };
  expect(calibrationSentence(assumed)).toMatch(/As an assumption, .*30% \(from the setting winRate\)/);
});

it("says how contacts came to an account, and where a simpler way told as much", () => {
  expect(rollUpSentence(rollUp)).toMatch(
    /counts 50% of the one before.*fewer than 50 accounts.*won as were, 3 of 10\./,
  );
  expect(rollUpSentence({ ...rollUp, accounts: 0, won: 0 })).toMatch(
    /comes out won as often as accounts are\./,
  );
  const rivals = [
    { name: "Mean of contacts", logLoss: 0.588, auc: 0.62 },
    { name: USED_ROLL_UP, logLoss: 0.593, auc: 0.61 },
  ];
  expect(rollUpSentence({ ...rollUp, fitted: true, decay: 0, rivals })).toMatch(
    /further ones add nothing.*10 accounts of which 3 were won\. Mean of contacts put 62% .* this way 61%/,
  );
});
