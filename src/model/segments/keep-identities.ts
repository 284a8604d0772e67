/** A segment of an earlier build: who it was, and whom it held. */
export interface KnownSegment {
  readonly segmentId: string;
  readonly name: string;
  /** Place in the fixed cast of segment colours, 0-based. */
  readonly colour: number;
  /** Ids of its clients. */
  readonly members: readonly string[];
}

/** Who a segment is on every page, and whether readers knew it before. */
export interface SegmentIdentity {
  readonly segmentId: string;
  readonly name: string;
  readonly colour: number;
  /** The segment of the earlier build that it continues, with the overlap of the clients that both builds know; null for a new one. */
  readonly continues: { readonly segmentId: string; readonly overlap: number } | null;
}

/** Half the clients in common: then no other segment can be as like. */
const SAME_SEGMENT = 0.5;
/** Hennig's mark of a stable cluster: then also the name stays, if a slightly other one would fit as well. */
const SAME_NAME = 0.75;

/**
 * Identities that stay from build to build: a segment that shares at least half (Jaccard, over clients that both builds
 * know) with one of the earlier build keeps its id and colour, and from 0.75 also its name unless another segment has it
 * now. Pairs are made by falling overlap. New segments get the lowest ids and colours that are free, in order of
 * their names, so that without an earlier build the colours hang on the names and not on who is worth most this month. In the order
 * of `current`.
 */
export function keepIdentities(
  current: readonly { readonly name: string; readonly members: readonly string[] }[],
  earlier: readonly KnownSegment[],
): SegmentIdentity[] {
  const kept = pairByOverlap(current, earlier);
  const ids = new Set([...kept.values()].map(({ segment }) => segment.segmentId));
  const colours = new Set([...kept.values()].map(({ segment }) => segment.colour));
  const fresh = new Map<number, { segmentId: string; colour: number }>();
  const inOrder = current
    .map(({ name }, index) => ({ name, index }))
    .filter(({ index }) => !kept.has(index))
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.index - b.index));
  for (const { index } of inOrder) {
    const segmentId = firstFree((number) => `segment-${number + 1}`, ids);
    const colour = firstFree((number) => number, colours);
    fresh.set(index, { segmentId, colour });
  }
  return current.map(({ name }, index) => {
    const known = kept.get(index);
    if (!known) {
      const { segmentId, colour } = fresh.get(index) ?? { segmentId: "", colour: index };
      return { segmentId, name, colour, continues: null };
    }
    const { segment, overlap } = known;
    const taken = current.some((other, place) => place !== index && other.name === segment.name);
    return {
      segmentId: segment.segmentId,
      name: overlap >= SAME_NAME && !taken ? segment.name : name,
      colour: segment.colour,
      continues: { segmentId: segment.segmentId, overlap },
    };
  });
}

function pairByOverlap(
  current: readonly { readonly members: readonly string[] }[],
  earlier: readonly KnownSegment[],
): Map<number, { segment: KnownSegment; overlap: number }> {
  const now = new Set(current.flatMap(({ members }) => members));
  const then = new Set(earlier.flatMap(({ members }) => members));
  const pairs = current
    .flatMap(({ members }, index) => {
      const own = members.filter((id) => then.has(id));
      return earlier.map((segment) => ({
        index,
        segment,
        overlap: jaccard(
          own,
          segment.members.filter((id) => now.has(id)),
        ),
      }));
    })
    .filter(({ overlap }) => overlap >= SAME_SEGMENT)
    .sort((a, b) => b.overlap - a.overlap);
  const paired = new Map<number, { segment: KnownSegment; overlap: number }>();
  const used = new Set<KnownSegment>();
  for (const { index, segment, overlap } of pairs) {
    if (paired.has(index) || used.has(segment)) continue;
    paired.set(index, { segment, overlap });
    used.add(segment);
  }
  return paired;
}

function jaccard(a: readonly string[], b: readonly string[]): number {
  const inA = new Set(a);
  const shared = b.filter((id) => inA.has(id)).length;
  const either = inA.size + b.length - shared;
  return either > 0 ? shared / either : 0;
}

function firstFree<Value>(at: (number: number) => Value, taken: Set<Value>): Value {
  let number = 0;
  while (taken.has(at(number))) number++;
  taken.add(at(number));
  return at(number);
}
