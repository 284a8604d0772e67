import { didYouMean } from "../settings/nearest-name.js";
import type { Settings } from "../settings/settings.js";

/** A warning for each field that the settings name (current profile, features) and no account file has. */
export function unknownFieldWarnings(settings: Settings, known: readonly string[]): string[] {
  if (known.length === 0) return [];
  const { use, howWeSold, banned, allowed, weights } = settings.features;
  const named = [
    ...(settings.currentIcp?.all ?? []).map(({ field }) => ({ key: "currentIcp", field })),
    ...(use ?? []).map((field) => ({ key: "features.use", field })),
    ...howWeSold.map((field) => ({ key: "features.howWeSold", field })),
    ...banned.map((field) => ({ key: "features.banned", field })),
    ...Object.keys(allowed).map((field) => ({ key: "features.allowed", field })),
    ...Object.keys(weights).map((field) => ({ key: "features.weights", field })),
  ];
  return named
    .filter(({ field }) => !known.includes(field))
    .map(
      ({ key, field }) =>
        `targeting.yaml, ${key}: no client or prospect has a field ${JSON.stringify(field)}${didYouMean(field, known)}`,
    );
}
