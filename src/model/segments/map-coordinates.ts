import { Matrix, SVD } from "ml-matrix";
import type { Account } from "../account.js";
import type { Feature } from "../feature.js";
import { encode } from "../firmographics/encode.js";
import { type EncodingColumn, encodingColumns } from "../firmographics/encoding.js";
import { fieldLabel, fieldMeaning } from "../firmographics/field-meaning.js";
import { fitEncoding } from "../firmographics/fit-encoding.js";

/** An account's place on the map; the unit is that of the encoding, about a standard deviation of a measure. */
export interface MapPoint {
  readonly accountId: string;
  readonly x: number;
  readonly y: number;
}

/** What moves an account along an axis. */
export interface MapAxis {
  /** Share of the clients' differences that the axis shows. */
  readonly explained: number;
  /** What accounts towards its positive end have in common, most telling first; and its negative end. */
  readonly positive: readonly string[];
  readonly negative: readonly string[];
}

export interface AccountMap {
  readonly clients: readonly MapPoint[];
  readonly prospects: readonly MapPoint[];
  readonly x: MapAxis;
  readonly y: MapAxis;
}

const NAMED_LOADINGS = 3;
const TELLING_LOADING = 0.15;

/**
 * Clients and prospects on a plane: the first two principal components of the clients' encoded firmographics.
 *
 * The axes are learnt from the clients alone, by SVD of the covariance of the encoding, and turned so that their largest
 * loading is positive, so that two builds of the same data give the same picture. Without two clients or without
 * anything that varies, all points are at 0 and the axes explain 0. Axes are described by the fields that `isNamed` lets pass.
 */
export function mapCoordinates(
  clients: readonly Account[],
  prospects: readonly Account[],
  features: readonly Feature[],
  isNamed: (field: string) => boolean = () => true,
): AccountMap {
  const used = features.filter((feature) => feature.role === "firmographic");
  const encoding = fitEncoding(clients, used);
  const columns = encodingColumns(encoding);
  const points = clients.map((client) => encode(encoding, client));
  const centre = columns.map((_, index) => {
    return points.reduce((sum, point) => sum + (point[index] ?? 0), 0) / points.length;
  });
  const axes = principalAxes(points, centre);
  const place = (account: Account, point: readonly number[]): MapPoint => {
    const along = (axis: Axis | undefined) =>
      centre.reduce((sum, middle, index) => {
        return sum + ((point[index] ?? 0) - middle) * (axis?.loadings[index] ?? 0);
      }, 0);
    return { accountId: account.accountId, x: along(axes[0]), y: along(axes[1]) };
  };
  return {
    clients: clients.map((client, row) => place(client, points[row] ?? [])),
    prospects: prospects.map((prospect) => place(prospect, encode(encoding, prospect))),
    x: describeAxis(axes[0], columns, isNamed),
    y: describeAxis(axes[1], columns, isNamed),
  };
}

interface Axis {
  readonly explained: number;
  readonly loadings: readonly number[];
}

function principalAxes(points: readonly (readonly number[])[], centre: readonly number[]): Axis[] {
  if (points.length < 2 || centre.length === 0) return [];
  const centred = new Matrix(
    points.map((point) => point.map((value, index) => value - (centre[index] ?? 0))),
  );
  const covariance = centred.transpose().mmul(centred);
  const total = covariance.trace();
  if (!(total > 0)) return [];
  const { leftSingularVectors, diagonal } = new SVD(covariance);
  return diagonal.slice(0, 2).map((variance, index) => {
    const loadings = leftSingularVectors.getColumn(index);
    const largest = loadings.reduce(
      (best, loading) => (Math.abs(loading) > Math.abs(best) + 1e-9 ? loading : best),
      0,
    );
    const sign = largest < 0 ? -1 : 1;
    return { explained: variance / total, loadings: loadings.map((loading) => sign * loading) };
  });
}

function describeAxis(
  axis: Axis | undefined,
  columns: readonly EncodingColumn[],
  isNamed: (field: string) => boolean,
): MapAxis {
  if (axis === undefined) return { explained: 0, positive: [], negative: [] };
  const named = (sign: 1 | -1) =>
    columns
      .map((column, index) => ({ column, loading: sign * (axis.loadings[index] ?? 0) }))
      .filter(({ column, loading }) => loading > TELLING_LOADING && isNamed(column.field))
      .sort((a, b) => b.loading - a.loading)
      .slice(0, NAMED_LOADINGS)
      .map(({ column }) => loadingWords(column, sign));
  return { explained: axis.explained, positive: named(1), negative: named(-1) };
}

function loadingWords({ field, kind, level }: EncodingColumn, sign: 1 | -1): string {
  const label = fieldLabel(field);
  if (kind === "measure") return measureWords(field, sign);
  if (kind === "level") return `${label}: ${level}`;
  return kind === "other" ? `other ${label}` : `${label} unknown`;
}

/** More or less of a measure, as it is said: "founded later", "fewer employees", "less annual revenue". */
function measureWords(field: string, sign: 1 | -1): string {
  const meaning = fieldMeaning(field);
  const label = fieldLabel(field);
  if (meaning === "founded") return sign > 0 ? "founded later" : "founded earlier";
  if (meaning === "employees") return sign > 0 ? "more employees" : "fewer employees";
  if (meaning === "money") return `${sign > 0 ? "more" : "less"} ${label}`;
  return `${sign > 0 ? "higher" : "lower"} ${label}`;
}
