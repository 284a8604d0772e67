import { group, shuffler } from "d3";

/** A client with what it is worth and the channels that are credited with it. */
export interface CreditedClient {
  readonly clv: number;
  /** Year in which it became a client. */
  readonly year: string;
  readonly shares: ReadonlyMap<string, number>;
}

/** Whether the clients of a channel are worth more or less than those of all others. */
export interface ChannelClaim {
  readonly channel: string;
  /** By their shares. */
  readonly clients: number;
  /** Mean CLV of its clients, and of all others. */
  readonly meanClv: number;
  readonly othersMeanClv: number;
  /** CLV beyond that of clients won in the same years, in standard deviations under chance. */
  readonly deviations: number;
  /** Two-sided, corrected for all channels that were looked at. */
  readonly p: number;
  readonly verdict: "worth more" | "worth less" | "cannot tell";
}

/** A claim is made when chance alone, over all channels looked at, would bring one as strong in at most this share. */
export const CHANNEL_CLAIM_LEVEL = 0.1;
const FEWEST_CHANNEL_CLIENTS = 10;
const SHUFFLES = 999;

/**
 * Tests whether the clients of each channel are worth more or less than others won in the same year.
 *
 * The statistic is Σ wᵢvᵢ over a channel's clients, centred and scaled by its mean and variance under shuffles of the
 * credits within years: Σ over years of n·w̄·v̄ and of (n − 1)·s²_w·s²_v. p is the share of `shuffles` whose largest |T|
 * over all channels tested reaches it (max-T; Westfall and Young 1993). Channels with fewer than 10 clients, and those
 * that chance could not have placed otherwise, are left out. Worth most first.
 */
export function channelClaims(
  clients: readonly CreditedClient[],
  random: () => number,
  shuffles = SHUFFLES,
): ChannelClaim[] {
  const blocks = [...group(clients, ({ year }) => year).values()];
  const names = [...new Set(clients.flatMap(({ shares }) => [...shares.keys()]))].sort();
  const candidates = names.flatMap((channel) => {
    const shareOf = ({ shares }: CreditedClient) => shares.get(channel) ?? 0;
    const own = total(clients, shareOf);
    if (own < FEWEST_CHANNEL_CLIENTS) return [];
    let centre = 0;
    let variance = 0;
    for (const block of blocks) {
      const [share, clv] = [
        total(block, shareOf) / block.length,
        total(block, ({ clv }) => clv) / block.length,
      ];
      centre += block.length * share * clv;
      if (block.length < 2) continue;
      const shareSquares = total(block, (client) => (shareOf(client) - share) ** 2);
      const clvSquares = total(block, (client) => (client.clv - clv) ** 2);
      variance += (shareSquares * clvSquares) / (block.length - 1);
    }
    const all = total(clients, ({ clv }) => clv);
    const ownClv = total(clients, (client) => shareOf(client) * client.clv);
    const others = clients.length - own;
    return variance > 1e-9 && others > 0
      ? [
          {
            channel,
            clients: own,
            meanClv: ownClv / own,
            othersMeanClv: (all - ownClv) / others,
            centre,
            deviation: Math.sqrt(variance),
          },
        ]
      : [];
  });
  const values = blocks.map((block) => Float64Array.from(block, ({ clv }) => clv));
  const credits = blocks.map((block) =>
    block.map(({ shares }) =>
      candidates.flatMap(({ channel }, at) => {
        const share = shares.get(channel);
        return share === undefined ? [] : [{ at, share }];
      }),
    ),
  );
  const statistics = (placed: typeof credits): number[] => {
    const sums = candidates.map(() => 0);
    placed.forEach((block, b) => {
      block.forEach((own, row) => {
        for (const { at, share } of own) sums[at] = (sums[at] ?? 0) + share * (values[b]?.[row] ?? 0);
      });
    });
    return candidates.map(({ centre, deviation }, at) => ((sums[at] ?? 0) - centre) / deviation);
  };
  const observed = statistics(credits);
  const shuffle = shuffler(random);
  const reached = candidates.map(() => 1);
  for (let draw = 0; draw < shuffles; draw++) {
    const largest = Math.max(...statistics(credits.map((block) => shuffle([...block]))).map(Math.abs));
    observed.forEach((deviations, at) => {
      if (largest >= Math.abs(deviations) - 1e-9) reached[at] = (reached[at] ?? 0) + 1;
    });
  }
  return candidates
    .map(({ centre: _, deviation: __, ...figures }, at): ChannelClaim => {
      const deviations = observed[at] ?? 0;
      const p = (reached[at] ?? 0) / (shuffles + 1);
      const verdict = p > CHANNEL_CLAIM_LEVEL ? "cannot tell" : deviations > 0 ? "worth more" : "worth less";
      return { ...figures, deviations, p, verdict };
    })
    .sort((a, b) => b.meanClv - a.meanClv || (a.channel < b.channel ? -1 : 1));
}

function total<Item>(items: readonly Item[], of: (item: Item) => number): number {
  return items.reduce((sum, item) => sum + of(item), 0);
}
