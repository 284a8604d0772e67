import type { ValuedAccount } from "../account.js";
import type { Feature } from "../feature.js";
import { compareTraits } from "../firmographics/compare-traits.js";
import type { FieldWeights } from "../firmographics/fit-encoding.js";

const SIGNIFICANCE = 0.05;

/** What a field counts that is not shown to go with value: enough to colour a segment, too little to form one. */
const WEIGHT_WITHOUT_EVIDENCE = 0.3;

/**
 * Weights of fields in likeness by whether they go with value: 1 where some part of the field is clearly more or less
 * common among high-value clients (p ≤ 0.05 after Benjamini–Hochberg over all parts of all fields), 0.3 elsewhere.
 *
 * Without it, fields that say nothing of value outnumber those that do and form the segments. Where no field is shown
 * to go with value, all count 1. What settings say of a field goes before (0 leaves it out).
 */
export function valueWeights(
  clients: readonly ValuedAccount[],
  features: readonly Feature[],
  given: FieldWeights = {},
): FieldWeights {
  const { traits } = compareTraits(
    clients,
    clients.map((client) => client.highValue),
    features,
  );
  const telling = new Set(
    traits.filter(({ adjustedP }) => adjustedP <= SIGNIFICANCE).map(({ band }) => band.field),
  );
  const found = features.map(
    ({ name }) => [name, telling.size === 0 || telling.has(name) ? 1 : WEIGHT_WITHOUT_EVIDENCE] as const,
  );
  return { ...Object.fromEntries(found), ...given };
}
