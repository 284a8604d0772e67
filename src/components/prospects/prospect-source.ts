import type { ProspectRow } from "../../data/published/prospect-row.js";
import type { ParquetRows } from "../tables/parquet-rows.js";
import type { ProspectSummary } from "./prospect-parse.js";
import { detailColumns, prospectOf, prospectSummary, summaryColumns } from "./prospect-parse.js";

/** The ranked prospects: the first at once, the rest when they are asked for. */
export interface ProspectSource {
  readonly top: readonly ProspectRow[];
  /** The first `length` in ranked order. */
  first(length: number): Promise<readonly ProspectSummary[]>;
  /** Those at the places from ≤ i < to of the ranked order. */
  range(from: number, to: number): Promise<readonly ProspectSummary[]>;
  /** All of them. */
  all(): Promise<readonly ProspectSummary[]>;
  /** One with its reasons; a prospect is found by its rank. */
  whole(prospect: ProspectSummary): Promise<ProspectRow>;
  /** Some with their reasons, in the order given. */
  wholes(prospects: readonly ProspectSummary[]): Promise<readonly ProspectRow[]>;
}

/**
 * Serves the published top list until more is needed, then the table behind it, which is opened once.
 * @param open opens the table of all ranked prospects.
 */
export function prospectSource(
  top: readonly ProspectRow[],
  ranked: number,
  open: () => Promise<ParquetRows>,
): ProspectSource {
  const table = once(open);
  const all = once(async () => (await (await table()).column(summaryColumns)).map(prospectSummary));
  const wholes = once(
    async () =>
      new Map(
        (await (await table()).column([...summaryColumns, ...detailColumns]))
          .map(prospectOf)
          .map((prospect) => [prospect.prospectId, prospect]),
      ),
  );
  const atHand = new Map(top.map((prospect) => [prospect.prospectId, prospect]));
  return {
    top,
    async first(length) {
      if (length <= top.length || ranked <= top.length) return top.slice(0, length);
      if (length * 4 > ranked) return (await all()).slice(0, length);
      return (await (await table()).rows(0, length)).map(prospectSummary);
    },
    async range(from, to) {
      if (to <= top.length || ranked <= top.length) return top.slice(from, to);
      return (await (await table()).rows(from, to)).map(prospectSummary);
    },
    all: async () => (ranked <= top.length ? top : all()),
    async whole(prospect) {
      const known = top[prospect.rank - 1];
      if (known?.prospectId === prospect.prospectId) return known;
      const [row] = await (await table()).rows(prospect.rank - 1, prospect.rank);
      if (!row) throw new Error(`Rank ${prospect.rank} is not in the table. Build the report again.`);
      return prospectOf(row);
    },
    async wholes(prospects) {
      const isAtHand = prospects.every(({ prospectId }) => atHand.has(prospectId));
      const known = isAtHand ? atHand : await wholes();
      return prospects.map(({ prospectId }) => known.get(prospectId) ?? missing(prospectId));
    },
  };
}

function missing(prospectId: string): never {
  throw new Error(`Prospect ${prospectId} is not in the table. Build the report again.`);
}

/** The same promise for every call; a failed one is tried anew. */
function once<Value>(start: () => Promise<Value>): () => Promise<Value> {
  let started: Promise<Value> | undefined;
  return () => {
    started ??= start().catch((error: unknown) => {
      started = undefined;
      throw error;
    });
    return started;
  };
}
