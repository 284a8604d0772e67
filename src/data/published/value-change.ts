import { z } from "zod";
import { count, interval, isoDate, money, type Published, ready, share } from "./common.js";

/** From one total to the other: now = previous + lostClients + newClients + newHistory + changedSettings. */
const bridge = z.object({
  previous: money,
  newClients: money,
  lostClients: money,
  newHistory: money,
  changedSettings: money,
  now: money,
  /** What will be realised of `now`, 80 %. */
  nowInterval: interval,
  clients: z.object({ previous: count, new: count, lost: count, inBoth: count, now: count }),
  /** The twenty clients that moved most. */
  moves: z.array(
    z.object({
      clientId: z.string(),
      name: z.string(),
      /** null: not a client of that report. */
      previous: money.nullable(),
      now: money.nullable(),
      change: money,
      newHistory: money,
      changedSettings: money,
      /** Margin earned since, by the settings of then; null unless a client of both. */
      earnedSince: money.nullable(),
      pActiveBefore: share.nullable(),
      pActiveNow: share.nullable(),
    }),
  ),
});

/** `data/value-change.json`: from the previous report's client value to this one's, when a previous report is given. */
export const valueChangeSchema = z.union([
  /** absent: no previous report was given; refused: it cannot be compared with this one. */
  z.object({ status: z.enum(["absent", "refused"]), reason: z.string() }),
  z.object({
    status: ready,
    previous: z.object({ asOf: isoDate, version: z.string() }),
    /** False: settings differ and the previous manifest does not hold them, so new history holds their effect. */
    separated: z.boolean(),
    settingChanges: z.array(
      z.object({ setting: z.string(), before: z.number().nullable(), now: z.number().nullable() }),
    ),
    /** Files are read by other settings than then. */
    readingChanged: z.boolean(),
    /** Clients no longer in the books that bear the name of a new one. */
    sameName: count,
    clv: bridge,
    totalValue: bridge,
  }),
]);
export type ValueChangePage = Published<typeof valueChangeSchema>;
export type ReadyValueChange = Extract<ValueChangePage, { readonly status: "ready" }>;
export type ValueMove = ReadyValueChange["clv"]["moves"][number];
