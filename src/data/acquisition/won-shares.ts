import { group } from "d3";
import { defineStep } from "../run/step.js";
import type { ClientShare } from "./acquisition-economics.js";
import { type AcquiredClient, attributedClients } from "./attributed-clients.js";

/** A client that was won in the data, or the share of it that counts. */
export interface WonShare extends ClientShare {
  readonly client: AcquiredClient;
}

export interface WonShares {
  /** Every client won, whole. */
  readonly whole: readonly WonShare[];
  /** By the channel that is credited under the rule of the settings. */
  readonly byChannel: ReadonlyMap<string, readonly WonShare[]>;
}

/** Who was won, and through which channel. */
export const wonShares = defineStep("won-shares", async (context): Promise<WonShares> => {
  const { clients, rule, credits } = await attributedClients(context);
  const whole = clients
    .filter(({ isWonInData }) => isWonInData)
    .map((client): WonShare => ({ clientId: client.clientId, share: 1, client }));
  const clientOf = new Map(whole.map(({ clientId, client }) => [clientId, client]));
  const credited = (credits.get(rule) ?? []).flatMap(({ clientId, channel, share }) => {
    const client = clientOf.get(clientId);
    return client === undefined ? [] : [{ clientId, channel, share, client }];
  });
  return { whole, byChannel: group(credited, ({ channel }) => channel) };
});
