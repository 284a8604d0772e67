import { ascending, descending, mean, median, randomLcg, sum } from "d3";
import type { ValuedAccount } from "../account.js";
import type { Feature } from "../feature.js";
import { compareTraits } from "../firmographics/compare-traits.js";
import { encode } from "../firmographics/encode.js";
import type { Encoding } from "../firmographics/encoding.js";
import { type FieldWeights, fitEncoding } from "../firmographics/fit-encoding.js";
import { accountGroups } from "../icp/account-groups.js";
import { hasMeaningfulShares } from "../value/portfolio/gains-and-losses.js";
import { adjustedRand } from "./adjusted-rand.js";
import { nearestSegment } from "./assign-segment.js";
import { type CountEffort, chooseCount } from "./choose-count.js";
import { type Clustering, clusterPoints, squaredDistance } from "./cluster-points.js";
import { kPrototypes, mixedPoints } from "./k-prototypes.js";
import { nameSegments } from "./name-segments.js";
import type { PointBlock } from "./null-points.js";
import { segmentDifference } from "./segment-difference.js";
import type { Segment, Segmentation } from "./segmentation.js";

export interface SegmentOptions extends Partial<CountEffort> {
  readonly seed: number;
  /** How much a field counts in likeness, by name; 1 where not given. */
  readonly weights?: FieldWeights;
}

const EFFORT: CountEffort = { resamples: 100, nulls: 20, nullResamples: 10, starts: 2 };
const FINAL_STARTS = 25;
const PROTOTYPE_STARTS = 10;
const SHUFFLES = 999;
const TYPICAL_MEMBERS = 5;

/**
 * Groups the high-value clients by firmographics, assigns all clients to the groups, and says what each is.
 *
 * k-means on `fitEncoding`'s points, k chosen by `chooseCount` with "division" (steady, but no natural groups) and
 * "no segments" as answers, final fit the best of 25
 * starts. Fields on how accounts were sold to take no part. Segments are numbered by falling mean CLV of their clients;
 * the order of clients does not matter, and the same seed gives the same segments. Clients whose CLV is not finite are
 * left out. Too few or all alike gives "no segments" with the reason; never throws.
 */
export function findSegments(
  clients: readonly ValuedAccount[],
  features: readonly Feature[],
  options: SegmentOptions,
): Segmentation {
  const { seed, weights, ...effort } = options;
  const valued = clients
    .filter((client) => Number.isFinite(client.clv))
    .sort((a, b) => ascending(a.accountId, b.accountId));
  const used = features.filter((feature) => feature.role === "firmographic");
  const encoding = fitEncoding(valued, used, weights);
  const points = valued.map((client) => encode(encoding, client));
  const highPoints = points.filter((_, row) => valued[row]?.highValue);
  const random = randomLcg(seed);
  const choice = chooseCount(highPoints, pointBlocks(encoding), { ...EFFORT, ...effort }, random);
  const clustering =
    choice.count === null ? null : clusterPoints(highPoints, choice.count, FINAL_STARTS, random);
  const found = { reason: choice.reason, encoding, tried: choice.tried, p: choice.p };
  if (clustering === null) {
    return { ...found, status: "no segments", segments: [], clients: [], difference: null, agreement: null };
  }
  const segments = describe(valued, points, clustering, used);
  const difference = segmentDifference(
    points,
    valued.map((client) => client.clv),
    valued.map((client) => client.highValue),
    accountGroups(valued),
    { count: segments.length, starts: EFFORT.starts, shuffles: SHUFFLES },
    random,
  );
  const highValue = valued.filter((client) => client.highValue);
  const otherLabels = kPrototypes(
    mixedPoints(encoding, highValue),
    clustering.centres.length,
    PROTOTYPE_STARTS,
    random,
  );
  const assigned = valued.flatMap(({ accountId }, row) => {
    const nearest = nearestSegment(segments, points[row] ?? []);
    return nearest ? [{ accountId, ...nearest }] : [];
  });
  return {
    ...found,
    status: choice.natural ? "segments" : "division",
    segments,
    clients: assigned,
    difference,
    agreement: otherLabels && adjustedRand(clustering.labels, otherLabels),
  };
}

function pointBlocks({ fields }: Encoding): PointBlock[] {
  let next = 0;
  return fields.map(({ columns }) => {
    const first = next;
    next += columns.length;
    return { columns: columns.map((_, place) => first + place), isMeasure: columns[0]?.kind === "measure" };
  });
}

function describe(
  clients: readonly ValuedAccount[],
  points: readonly (readonly number[])[],
  { centres }: Clustering,
  features: readonly Feature[],
): Segment[] {
  const drafts = centres.map((centre, index) => ({ segmentId: String(index), centre, typicalDistance: 1 }));
  const nearest = points.map((point) => nearestSegment(drafts, point)?.segmentId);
  const clv = clients.map((client) => client.clv);
  const clvOfAll = hasMeaningfulShares(clv) ? sum(clv) : null;
  const described = drafts
    .map((draft) => {
      const isMember = clients.map((_, row) => nearest[row] === draft.segmentId);
      const members = clients.filter((_, row) => isMember[row]);
      const clvTotal = members.reduce((sum, client) => sum + client.clv, 0);
      const clvMean = mean(members, (client) => client.clv) ?? 0;
      return { members, isMember, clvTotal, clvMean, ...typical(clients, points, isMember, draft.centre) };
    })
    .filter(({ members }) => members.length > 0)
    .sort((a, b) => descending(a.clvMean, b.clvMean));
  const compared = described.map(({ isMember }) => compareTraits(clients, isMember, features));
  const names = nameSegments(
    described.map(({ members }, index) => ({ members, traits: compared[index]?.traits ?? [] })),
    clients,
    features,
  );
  return described.map(({ members, clvTotal, clvMean, centre, ...rest }, index) => ({
    segmentId: `segment-${index + 1}`,
    name: names[index] ?? `Segment ${index + 1}`,
    highValueMembers: rest.highValueMembers,
    members: members.length,
    clvTotal,
    clvMean,
    clvMedian: median(members, (client) => client.clv) ?? 0,
    clvShare: clvOfAll === null ? null : clvTotal / clvOfAll,
    traits: compared[index]?.traits ?? [],
    medians: compared[index]?.medians ?? [],
    typicalMembers: rest.typicalMembers,
    centre,
    typicalDistance: rest.typicalDistance,
  }));
}

/** The high-value members next to the centre, and how far away the middle one is. */
function typical(
  clients: readonly ValuedAccount[],
  points: readonly (readonly number[])[],
  isMember: readonly boolean[],
  centre: readonly number[],
) {
  const near = clients
    .flatMap(({ accountId, highValue }, row) => {
      if (!isMember[row] || !highValue) return [];
      return [{ accountId, distance: Math.sqrt(squaredDistance(points[row] ?? [], centre)) }];
    })
    .sort((a, b) => a.distance - b.distance);
  return {
    centre,
    highValueMembers: near.length,
    typicalMembers: near.slice(0, TYPICAL_MEMBERS).map(({ accountId }) => accountId),
    typicalDistance: median(near, ({ distance }) => distance) ?? 0,
  };
}
