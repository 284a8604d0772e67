import type { Account } from "../../model/account.js";
import type { CheckedFiles } from "../check/check-files.js";
import { twinIds } from "../check/near-ids.js";
import type { Engine } from "../engine.js";
import type { FillRate } from "../inputs.js";
import { doubtfulSpellings } from "./doubtful-spellings.js";
import type { FirmographicField } from "./firmographic-fields.js";

const FIELDS_NAMED = 3;

/** A warning for each spelling of a text field that is likely another one of it. */
export function spellingWarnings(
  fields: readonly FirmographicField[],
  accounts: readonly Account[],
): string[] {
  return fields
    .filter(({ kind }) => kind === "text")
    .flatMap(({ name }) =>
      doubtfulSpellings(
        name,
        accounts.map(({ firmographics }) => {
          const value = firmographics[name];
          return typeof value === "string" ? value : null;
        }),
      ),
    );
}

/** A warning where prospects are known by nothing that clients are known by. */
export function strangerWarnings(rates: readonly FillRate[], prospects: readonly Account[]): string[] {
  const isShared = rates.some((rate) => (rate.clients ?? 0) > 0 && (rate.prospects ?? 0) > 0);
  const ofClients = rates.filter((rate) => (rate.clients ?? 0) > 0).map(({ field }) => field);
  if (isShared || prospects.length === 0 || ofClients.length === 0) return [];
  return [
    `no prospect is known by what clients are known by (${ofClients.slice(0, FIELDS_NAMED).join(", ")}${ofClients.length > FIELDS_NAMED ? ", …" : ""}): prospects cannot be scored; name like columns under columns.prospects in targeting.yaml`,
  ];
}

/** Warnings where no file lists the clients, of whom only ids are known. */
export async function clientWarnings(engine: Engine, { files }: CheckedFiles): Promise<string[]> {
  if (files.has("clients")) return [];
  return [
    "there is no clients.csv: clients are known by their id only, without firmographics",
    ...(await twinIds(engine, "client_id", "SELECT client_id AS id FROM client_days")),
  ];
}
