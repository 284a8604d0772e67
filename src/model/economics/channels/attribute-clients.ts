import { greatest, group, least } from "d3";

/** Which of the channels that touched a client before it was won is credited with it. */
export type AttributionRule = "first touch" | "last touch" | "even split";

export const ATTRIBUTION_RULES: readonly AttributionRule[] = ["first touch", "last touch", "even split"];

/** Something by which a channel reached an account before it was a client. */
export interface Touch {
  readonly channel: string;
  /** ISO date; null: not known. */
  readonly on: string | null;
  /** It closed: the opportunity that was won, or what the client's own record names. */
  readonly closed: boolean;
}

/** A client with what touched it before its first day. */
export interface TouchedClient {
  readonly clientId: string;
  /** First day as a client, ISO date. */
  readonly firstOn: string;
  readonly touches: readonly Touch[];
}

/** A channel's share of one client; the shares of a client add up to 1. */
export interface Credit {
  readonly clientId: string;
  readonly channel: string;
  readonly share: number;
  /** Month of the touch that is credited (of the first day where no touch is dated), YYYY-MM. */
  readonly month: string;
}

/**
 * Who is credited with each client, in the order of the clients and of their touches.
 *
 * First touch: the channel of the earliest dated touch. Last touch: that of the touch that closed (the latest of
 * several), else of the latest dated touch. Even split: 1/k to each of the k channels that touched it. Of touches on
 * one day the first given counts; where none is dated, the first (or last) given. A client without a touch is
 * credited to nobody.
 */
export function attributeClients(clients: readonly TouchedClient[], rule: AttributionRule): Credit[] {
  return clients.flatMap((client) => {
    const credited = creditedTouches(client.touches, rule);
    return credited.map(({ channel, on }) => ({
      clientId: client.clientId,
      channel,
      share: 1 / credited.length,
      month: (on ?? client.firstOn).slice(0, 7),
    }));
  });
}

function creditedTouches(touches: readonly Touch[], rule: AttributionRule): Touch[] {
  if (rule === "even split") {
    return [...group(touches, ({ channel }) => channel).values()].flatMap((own) => lastOf(own) ?? []);
  }
  const touch = rule === "first touch" ? firstOf(touches) : lastOf(touches);
  return touch === undefined ? [] : [touch];
}

function firstOf(touches: readonly Touch[]): Touch | undefined {
  return least(dated(touches), ({ on }) => on ?? "") ?? touches[0];
}

function lastOf(touches: readonly Touch[]): Touch | undefined {
  const closing = touches.filter(({ closed }) => closed);
  const among = closing.length > 0 ? closing : touches;
  return greatest(dated(among), ({ on }) => on ?? "") ?? among.at(-1);
}

function dated(touches: readonly Touch[]): Touch[] {
  return touches.filter(({ on }) => on !== null);
}
