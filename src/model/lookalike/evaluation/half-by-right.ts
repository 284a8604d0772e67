/**
 * How much each field counts where fields are compared: half by right, half by its share of all that is told (`told` ≥ 0,
 * any scale). Adds up to 1; where no field tells anything all count alike.
 */
export function halfByRight(told: Float64Array): Float64Array {
  const fields = told.length;
  const total = told.reduce((sum, one) => sum + one, 0);
  return told.map((one) => (total > 0 ? 0.5 / fields + (0.5 * one) / total : 1 / fields));
}
