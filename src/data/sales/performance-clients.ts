import { group, mean } from "d3";
import { DAYS_A_YEAR, epochDayOf } from "../../model/numerics/calendar.js";
import { stayDecisions } from "../../model/performance/owner-decisions.js";
import type { LabelledRecord } from "../../model/performance/owner-leaving-claims.js";
import type { OwnedClient } from "../../model/performance/owner-measures.js";
import { acquisitions } from "../../model/performance/owner-of-client.js";
import { stayRecords } from "../../model/performance/owner-stay-record.js";
import { shownMeasures } from "../audience/shown-measures.js";
import { inputs } from "../run/inputs.js";
import { defineStep } from "../run/step.js";
import { clientValues } from "../value/client-values.js";

/** Clients with who won them and who looks after them, and the records that claims are tested on. */
export interface PerformanceClients {
  readonly clients: readonly (OwnedClient & {
    readonly firstProduct: string | null;
    readonly beganBefore: boolean;
  })[];
  /** Of clients whose first purchase was seen. */
  readonly byRep: readonly LabelledRecord[];
  readonly byProduct: readonly LabelledRecord[];
  /** Clients in all; more than `clients` where only a draw by chance is read in detail. */
  readonly ofClients: number;
}

const SATISFACTION = /satisf|nps|csat/i;

/** From a draw by chance of the clients where there are very many. */
export const performanceClients = defineStep(
  "performance-clients",
  async (context): Promise<PerformanceClients> => {
    // Load
    const { asOf, histories, clients, decisions } = await inputs(context);
    const { values } = await clientValues(context);
    const drawn = new Set(decisions.detailed.drawnByChance);
    const seen = histories.filter(({ clientId }) => drawn.has(clientId));

    // Derive
    const records = new Map(clients.map((client) => [client.accountId, client]));
    const clv = new Map(values.map((value) => [value.clientId, value.clv]));
    const stays = new Map(
      stayRecords(stayDecisions(seen, decisions.purchases, decisions.terms, asOf)).map((record) => [
        record.clientId,
        record,
      ]),
    );
    const won = acquisitions(
      seen.map(({ clientId, firstOn, leftTruncated }) => ({
        clientId,
        firstOn,
        leftTruncated,
        owner: records.get(clientId)?.owner ?? null,
      })),
      decisions.purchases,
    );
    const purchasesOf = group(decisions.purchases, ({ clientId }) => clientId);
    const termsOf = group(decisions.terms, ({ clientId }) => clientId);
    const readingsOf = group(
      (await shownMeasures(context)).filter(({ measure }) => SATISFACTION.test(measure)),
      ({ clientId }) => clientId,
    );
    const owned = seen.map(({ clientId, firstOn, leftTruncated }) => {
      const purchases = purchasesOf.get(clientId) ?? [];
      const lastDay = Math.max(
        ...purchases.map(({ lastOn }) => epochDayOf(lastOn) + DAYS_A_YEAR),
        ...(termsOf.get(clientId) ?? []).map(({ endsOn }) => epochDayOf(endsOn)),
      );
      const { decisions: due = 0, stayed = 0, expectedStayed = 0 } = stays.get(clientId) ?? {};
      const acquired = won.get(clientId);
      return {
        clientId,
        rep: acquired?.rep ?? null,
        firstProduct: acquired?.firstProduct ?? null,
        beganBefore: leftTruncated,
        successOwner: records.get(clientId)?.successOwner ?? null,
        clv: clv.get(clientId) ?? 0,
        decisions: due,
        stayed,
        expectedStayed,
        expansion: purchases
          .filter(({ kind }) => kind === "expansion")
          .reduce((sum, { margin }) => sum + margin, 0),
        years: Math.max(0, Math.min(epochDayOf(asOf), lastDay) - epochDayOf(firstOn)) / DAYS_A_YEAR,
        satisfaction: mean(readingsOf.get(clientId) ?? [], (reading) => reading.mean) ?? null,
      };
    });
    const labelled = (of: "rep" | "firstProduct"): LabelledRecord[] =>
      seen.flatMap(({ clientId, firstOn, leftTruncated }) => {
        const record = stays.get(clientId);
        if (record === undefined || leftTruncated) return [];
        return [{ ...record, label: won.get(clientId)?.[of] ?? null, year: firstOn.slice(0, 4) }];
      });
    return {
      clients: owned,
      byRep: labelled("rep"),
      byProduct: labelled("firstProduct"),
      ofClients: decisions.detailed.ofClients,
    };
  },
);
