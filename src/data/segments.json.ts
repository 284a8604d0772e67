import { extent, groups, quantileSorted } from "d3";
import { z } from "zod";
import type { FirmographicValue, ValuedAccount } from "../model/account.js";
import type { Trait } from "../model/firmographics/compare-traits.js";
import { skewedMeanInterval } from "../model/numerics/skewed-mean-interval.js";
import { type AccountMap, type MapAxis, mapCoordinates } from "../model/segments/map-coordinates.js";
import type { Segment } from "../model/segments/segmentation.js";
import { shareOfTop } from "../model/value/portfolio/concentration.js";
import { sharedVarianceOfMean } from "../model/value/portfolio/portfolio-totals.js";
import { mayShow, shownName } from "./audience/audience.js";
import { prospectRows } from "./prospects/prospect-rows.js";
import { rankableProspects } from "./prospects/rankable-prospects.js";
import { notReady } from "./published/common.js";
import { type SegmentsPage, segmentsSchema } from "./published/segments.js";
import { inputs } from "./run/inputs.js";
import { type NotReady, targetingObstacle } from "./run/not-ready.js";
import { publishJson, writeWhenMain } from "./run/publication.js";
import { defineStep } from "./run/step.js";
import { accounts } from "./targeting/accounts.js";
import { segmentMembership } from "./targeting/segment-membership.js";
import { type SegmentPortrait, segmentPortraits } from "./targeting/segment-portraits.js";
import { segmentation } from "./targeting/segmentation.js";
import { clientValues } from "./value/client-values.js";

const traitsShown = 40;
const clientsOnMap = 600;
const mapCells = 28;
const prospectsNamed = 5;

export const segmentsPage = defineStep("segments-page", async (context): Promise<SegmentsPage | NotReady> => {
  // Load
  const { clients, learnable, features } = await accounts(context);
  const prospects = await rankableProspects(context);
  const hasProspects = (await inputs(context)).prospects.length > 0;
  const obstacle = targetingObstacle(learnable, features);
  if (obstacle) return obstacle;
  const found = await segmentation(context);
  const membership = await segmentMembership(context);
  const { values } = await clientValues(context);

  // Derive
  const nameOf = new Map(clients.map((client) => [client.accountId, shownName(context.audience, client)]));
  const valueById = new Map(values.map((value) => [value.clientId, value]));
  const byId = new Map(learnable.map((client) => [client.accountId, client]));
  const membersOf = (segment: Segment): ValuedAccount[] =>
    found.clients.flatMap(({ accountId, segmentId }) => {
      const client = byId.get(accountId);
      return client && segmentId === segment.segmentId ? [client] : [];
    });
  const prospectsOf = new Map(
    groups(
      prospects.flatMap(({ accountId }) => membership.prospects.get(accountId) ?? []),
      (segment) => segment.segmentId,
    ).map(([id, list]) => [id, list.length]),
  );
  const map = mapCoordinates(learnable, prospects, features.features, (field) =>
    mayShow(context.audience, field),
  );
  const ranked = groups(await prospectRows(context), (row) => row.segment);
  const topOf = new Map(ranked.map(([name, rows]) => [name, rows.slice(0, prospectsNamed)]));
  const portraits = await segmentPortraits(context);

  // Publish
  return {
    status: "ready",
    highValueClients: learnable.filter((client) => client.highValue).length,
    clients: learnable.length,
    agreement: found.agreement,
    segments: found.segments.map((segment) => {
      const members = membersOf(segment);
      return {
        segmentId: segment.segmentId,
        colour: segment.colour,
        name: segment.name,
        description: describe(segment),
        clients: segment.members,
        highValueClients: segment.highValueMembers,
        prospects: hasProspects ? (prospectsOf.get(segment.segmentId) ?? 0) : null,
        clv: {
          total: segment.clvTotal,
          mean: skewedMeanInterval(
            members.map((client) => client.clv),
            sharedVarianceOfMean(members.flatMap(({ accountId }) => valueById.get(accountId) ?? [])),
          ),
          median: segment.clvMedian,
        },
        shareOfClv: segment.clvShare,
        largestShare: shareOfTop(
          members.map((client) => client.clv),
          1 / Math.max(1, members.length),
        ),
        shareOfClients: segment.members / learnable.length,
        profile: segment.traits.slice(0, traitsShown).flatMap(profileLevel),
        numbers: segment.medians.map(({ field, label, members: inSegment, all }) => ({
          field: label,
          median: inSegment,
          medianAllClients: all,
          ...quartiles(members, field),
        })),
        typicalMembers: segment.typicalMembers.map((clientId) => ({
          clientId,
          name: nameOf.get(clientId) ?? clientId,
          clv: byId.get(clientId)?.clv ?? 0,
        })),
        topProspects: (topOf.get(segment.name) ?? []).map(({ prospectId, name, rank, expectedClv }) => ({
          prospectId,
          name,
          rank,
          expectedClv,
        })),
        portrait: portraitOf(portraits, segment.segmentId),
        isNew: (context.previous?.segments ?? []).length > 0 ? segment.continues === null : null,
      };
    }),
    choice: {
      chosen: found.status === "no segments" ? null : found.segments.length,
      natural: found.status === "segments",
      reason: found.reason,
      candidates: found.tried.map(({ count, stability, leastStable, nullStability }) => ({
        k: count,
        meanJaccard: stability,
        minJaccard: leastStable,
        nullMeanJaccard: nullStability,
      })),
    },
    differInValue: {
      p: found.difference?.p ?? null,
      holds: found.difference?.status === "worth differs",
      sentence: found.difference?.reason ?? "there are no segments to compare",
    },
    map: {
      xMeans: axisMeans(map.x),
      yMeans: axisMeans(map.y),
      clients: [...learnable]
        .sort((a, b) => b.clv - a.clv)
        .slice(0, clientsOnMap)
        .map((client) => ({
          clientId: client.accountId,
          name: nameOf.get(client.accountId) ?? client.accountId,
          ...placeOf(map, client.accountId),
          clv: client.clv,
          highValue: client.highValue,
          segmentId: membership.clients.get(client.accountId)?.segmentId ?? null,
        })),
      prospectCells: densityCells(map.prospects),
    },
  };
});

function portraitOf(portraits: ReadonlyMap<string, SegmentPortrait>, segmentId: string): SegmentPortrait {
  const portrait = portraits.get(segmentId);
  if (!portrait) throw new Error(`The segment ${segmentId} was not portrayed.`);
  return portrait;
}

function describe(segment: Segment): string {
  const told = segment.traits
    .filter(
      ({ band, low, memberShare }) =>
        band.kind !== "unknown" && band.kind !== "other" && low !== null && low > 1 && memberShare >= 0.2,
    )
    .slice(0, 4)
    .map(
      ({ label, band, index }) =>
        `${label} ${band.text} (${(index ?? 1).toFixed(1)} × as common as among all clients)`,
    );
  return told.length > 0 ? told.join("; ") : "nothing sets it clearly apart from the other clients";
}

function profileLevel({ label, band, memberShare, allShare, index, low, high }: Trait) {
  if (index === null || low === null || high === null) return [];
  return [
    {
      field: label,
      level: band.text,
      shareInSegment: memberShare,
      shareOfClients: allShare,
      index: { value: index, low, high },
    },
  ];
}

function quartiles(
  members: readonly ValuedAccount[],
  field: string,
): { q25: number | null; q75: number | null } {
  const known = members
    .map((client): FirmographicValue => client.firmographics[field] ?? null)
    .filter((value) => typeof value === "number")
    .sort((a, b) => a - b);
  return { q25: quantileSorted(known, 0.25) ?? null, q75: quantileSorted(known, 0.75) ?? null };
}

function axisMeans({ positive, negative }: MapAxis): string {
  const side = (traits: readonly string[]) => traits.slice(0, 2).join(", ") || "no clear trait";
  return `${side(negative)} ↔ ${side(positive)}`;
}

function placeOf(map: AccountMap, accountId: string): { x: number; y: number } {
  const point = map.clients.find((one) => one.accountId === accountId);
  return { x: point?.x ?? 0, y: point?.y ?? 0 };
}

/** Points as counts in a grid, so that the page's size does not grow with the list; the cell's lower corner is x, y. */
function densityCells(points: readonly { x: number; y: number }[]): SegmentsPage["map"]["prospectCells"] {
  const [x0, x1] = extent(points, (point) => point.x);
  const [y0, y1] = extent(points, (point) => point.y);
  if (x0 === undefined || x1 === undefined || y0 === undefined || y1 === undefined) return [];
  const width = (x1 - x0) / mapCells || 1;
  const height = (y1 - y0) / mapCells || 1;
  const cellOf = (value: number, from: number, size: number) =>
    Math.min(mapCells - 1, Math.floor((value - from) / size));
  return groups(points, (point) => cellOf(point.x, x0, width) * mapCells + cellOf(point.y, y0, height))
    .sort(([a], [b]) => a - b)
    .map(([cell, inside]) => ({
      x: x0 + Math.floor(cell / mapCells) * width,
      y: y0 + (cell % mapCells) * height,
      width,
      height,
      prospects: inside.length,
    }));
}

export const segments = publishJson(
  "segments.json",
  z.discriminatedUnion("status", [segmentsSchema, notReady]),
  segmentsPage,
);
await writeWhenMain(import.meta.url, segments);
