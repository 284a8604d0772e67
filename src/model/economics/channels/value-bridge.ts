/** What one client was worth in a report, in the report's currency. */
export interface ClientAmount {
  readonly clientId: string;
  readonly amount: number;
}

/** One client of either report and what moved it, to the cent; parts that do not concern it are 0. */
export interface ClientMove {
  readonly clientId: string;
  /** null: not a client of the previous report. */
  readonly previous: number | null;
  /** null: not a client of this report. */
  readonly now: number | null;
  /** now − previous, a missing one as 0. */
  readonly change: number;
  readonly newHistory: number;
  readonly changedSettings: number;
}

/**
 * The way from the previous report's total to this one's, to the cent:
 * now = previous + newClients + lostClients + newHistory + changedSettings.
 */
export interface ValueBridge {
  readonly previous: number;
  /** What clients are worth now that the previous report did not have; Σ of their amounts. */
  readonly newClients: number;
  /** −Σ of what clients were worth that this report does not have. */
  readonly lostClients: number;
  /** Of the clients in both: their value now under the previous settings, less their value then. */
  readonly newHistory: number;
  /** Of the clients in both: their value now, less their value now under the previous settings. */
  readonly changedSettings: number;
  readonly now: number;
  readonly clients: {
    readonly previous: number;
    readonly new: number;
    readonly lost: number;
    readonly inBoth: number;
    readonly now: number;
  };
  /** Every client of either report, the largest change first, then by id. */
  readonly moves: readonly ClientMove[];
}

/** Cents are whole numbers: below 2⁵³ of them any order of adding gives the same sum. */
type Cents = number;

/**
 * The bridge between two reports of one company in one currency.
 *
 * For each client c in both: now(c) − previous(c) = [under(c) − previous(c)] + [now(c) − under(c)], where under(c) is
 * what the inputs of now are worth under the previous settings; the first bracket is new history, the second
 * changed settings. Amounts are taken to the cent before they are added up, so that the parts sum exactly.
 *
 * `underPreviousSettings` must hold every client that is in both (others are ignored); where no setting changed it
 * is `now` itself. The order of the clients does not matter. Throws a RangeError on an amount that is not finite,
 * an id given twice, and a client without its amount under the previous settings.
 */
export function valueBridge(
  previous: readonly ClientAmount[],
  now: readonly ClientAmount[],
  underPreviousSettings: readonly ClientAmount[],
): ValueBridge {
  const before = centsById(previous, "previous");
  const after = centsById(now, "now");
  const under = centsById(underPreviousSettings, "under the previous settings");
  const sums = { previous: 0, newClients: 0, lostClients: 0, newHistory: 0, changedSettings: 0, now: 0 };
  const moves: ClientMove[] = [];
  for (const clientId of new Set([...before.keys(), ...after.keys()])) {
    const was = before.get(clientId);
    const is = after.get(clientId);
    const inBoth = was !== undefined && is !== undefined;
    const between = inBoth ? centsUnder(under, clientId) : 0;
    const newHistory = inBoth ? between - was : 0;
    const changedSettings = inBoth ? is - between : 0;
    sums.previous += was ?? 0;
    sums.now += is ?? 0;
    sums.newHistory += newHistory;
    sums.changedSettings += changedSettings;
    if (was === undefined) sums.newClients += is ?? 0;
    if (is === undefined) sums.lostClients -= was ?? 0;
    moves.push({
      clientId,
      previous: was === undefined ? null : toMoney(was),
      now: is === undefined ? null : toMoney(is),
      change: toMoney((is ?? 0) - (was ?? 0)),
      newHistory: toMoney(newHistory),
      changedSettings: toMoney(changedSettings),
    });
  }
  const inBoth = before.size + after.size - moves.length;
  return {
    previous: toMoney(sums.previous),
    newClients: toMoney(sums.newClients),
    lostClients: toMoney(sums.lostClients),
    newHistory: toMoney(sums.newHistory),
    changedSettings: toMoney(sums.changedSettings),
    now: toMoney(sums.now),
    clients: {
      previous: before.size,
      new: after.size - inBoth,
      lost: before.size - inBoth,
      inBoth,
      now: after.size,
    },
    moves: moves.sort(
      (one, other) =>
        Math.abs(other.change) - Math.abs(one.change) || (one.clientId < other.clientId ? -1 : 1),
    ),
  };
}

function centsById(clients: readonly ClientAmount[], report: string): ReadonlyMap<string, Cents> {
  const cents = new Map<string, Cents>();
  for (const { clientId, amount } of clients) {
    if (!Number.isFinite(amount)) {
      throw new RangeError(`client ${clientId}, ${report}: the amount is ${amount}; it must be finite`);
    }
    if (cents.has(clientId)) throw new RangeError(`client ${clientId} is there twice, ${report}`);
    cents.set(clientId, Math.round(amount * 100));
  }
  return cents;
}

function centsUnder(under: ReadonlyMap<string, Cents>, clientId: string): Cents {
  const cents = under.get(clientId);
  if (cents === undefined) {
    throw new RangeError(`client ${clientId} has no amount under the previous settings; give one`);
  }
  return cents;
}

/** −0 is 0. */
function toMoney(cents: Cents): number {
  return cents / 100 || 0;
}
