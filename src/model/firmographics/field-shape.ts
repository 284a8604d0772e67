import { sampleSkewness } from "simple-statistics";
import type { Account } from "../account.js";
import type { Feature } from "../feature.js";
import { categoryOf, measureOf } from "./read-firmographic.js";

/** What the values of one field look like. */
export interface FieldShape {
  readonly kind: Feature["kind"];
  /** Clients of which it is known. */
  readonly known: number;
  /** Over clients and prospects. */
  readonly missingShare: number;
  /** Distinct values among clients. */
  readonly levels: number;
  /** Nearly every account has its own text. */
  readonly identifying: boolean;
}

const MOSTLY_NUMBERS = 0.95;
const NEARLY_DISTINCT = 0.8;
const ENOUGH_TO_TELL = 20;

/** Reads the shape of a field: its kind from all accounts, how much it varies from the clients. */
export function fieldShape(
  clients: readonly Account[],
  accounts: readonly Account[],
  name: string,
): FieldShape {
  const texts = accounts.map((account) => categoryOf(account, name)).filter((text) => text !== null);
  const measures = accounts.map((account) => measureOf(account, name)).filter((value) => value !== null);
  const numeric = measures.length >= MOSTLY_NUMBERS * texts.length && new Set(measures).size > 2;
  const kind = !numeric ? "category" : isSize(measures) ? "size" : "number";
  const read = numeric ? measureOf : categoryOf;
  const ofClients = clients.map((client) => read(client, name)).filter((value) => value !== null);
  return {
    kind,
    known: ofClients.length,
    missingShare: accounts.length === 0 ? 1 : 1 - texts.length / accounts.length,
    levels: new Set(ofClients).size,
    identifying: !numeric && (nearlyDistinct(texts) || nearlyDistinct(ofClients)),
  };
}

function nearlyDistinct(values: readonly (string | number)[]): boolean {
  return values.length >= ENOUGH_TO_TELL && new Set(values).size >= NEARLY_DISTINCT * values.length;
}

/** A size is a measure without negatives whose right tail is long and is tamed by the logarithm. */
function isSize(values: readonly number[]): boolean {
  if (values.length < 3 || values.some((value) => value < 0)) return false;
  const skewness = sampleSkewness([...values]);
  return skewness > 1 && Math.abs(sampleSkewness(values.map(Math.log1p))) < skewness;
}
