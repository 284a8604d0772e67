import { INPUT_CONTRACT, TABLE_NAMES } from "../contract/input-contract.js";
import { headerKey } from "../read/header.js";
import type { Settings } from "../settings/settings.js";
import { unknownNames } from "../settings/unknown-names.js";

/**
 * A warning for each field that the settings name (current profile, features, scenarios) and no account file has, and for
 * each column of an audience that no table has. Names are compared as headers are.
 */
export function unknownFieldWarnings(settings: Settings, known: readonly string[]): string[] {
  const { use, howWeSold, banned, allowed, weights } = settings.features;
  const named = [
    ...(settings.currentIcp?.all ?? []).map(({ field }) => ({ key: "currentIcp", field })),
    ...(use ?? []).map((field) => ({ key: "features.use", field })),
    ...howWeSold.map((field) => ({ key: "features.howWeSold", field })),
    ...banned.map((field) => ({ key: "features.banned", field })),
    ...Object.keys(allowed).map((field) => ({ key: "features.allowed", field })),
    ...Object.keys(weights).map((field) => ({ key: "features.weights", field })),
    ...settings.scenarios.flatMap(({ name, loses }) =>
      loses === undefined ? [] : [{ key: `scenarios.${name}.loses`, field: loses.field }],
    ),
  ];
  const fields = known.length === 0 ? [] : unknown(named, known);
  const columns = [
    ...new Set([
      ...known,
      ...TABLE_NAMES.flatMap((table) => INPUT_CONTRACT[table].columns.map(({ name }) => name)),
    ]),
  ];
  const shown = Object.entries(settings.audiences).flatMap(([name, audience]) =>
    audience.columns.map((field) => ({ key: `audiences.${name}.columns`, field })),
  );
  return [
    ...fields.map(({ key, told }) => `targeting.yaml, ${key}: no client or prospect has a field ${told}`),
    ...unknown(shown, columns).map(
      ({ key, told }) => `targeting.yaml, ${key}: no table has a column ${told}`,
    ),
  ];
}

function unknown(
  named: readonly { readonly key: string; readonly field: string }[],
  known: readonly string[],
): { key: string; told: string }[] {
  return named.flatMap(({ key, field }) =>
    unknownNames([field], known, headerKey).map((told) => ({ key, told })),
  );
}
