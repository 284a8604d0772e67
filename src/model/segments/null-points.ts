import { randomNormal, shuffler } from "d3";
import { CholeskyDecomposition, correlation, Matrix } from "ml-matrix";
import { probit } from "simple-statistics";

/** Columns of one field, and whether its first one is a measure. */
export interface PointBlock {
  readonly columns: readonly number[];
  readonly isMeasure: boolean;
}

/**
 * Points without clusters that otherwise look like the data: every field keeps its own values.
 *
 * Categories are shuffled over the points, field by field. Measures are dealt out anew by the ranks of normal draws that
 * have the rank correlations of the data (a Gaussian copula), because measures that grow together (employees and
 * revenue) stretch the cloud, and a stretched cloud splits as steadily as two clusters do.
 */
export function nullPoints(
  points: readonly (readonly number[])[],
  blocks: readonly PointBlock[],
  random: () => number,
): number[][] {
  const drawn = points.map((point) => [...point]);
  const measures = blocks.filter((block) => block.isMeasure);
  const orders = normalOrders(points, measures, random);
  const shuffle = shuffler(random);
  for (const block of blocks) {
    const measure = measures.indexOf(block);
    const order = measure >= 0 ? orders[measure] : undefined;
    const sources = order ? sortedRows(points, block) : shuffle(points.map((_, row) => row));
    sources.forEach((source, place) => {
      const target = drawn[order?.[place] ?? place];
      for (const column of block.columns) if (target) target[column] = points[source]?.[column] ?? 0;
    });
  }
  return drawn;
}

/** Rows by rising value of the block's measure. */
function sortedRows(
  points: readonly (readonly number[])[],
  { columns: [measure = 0] }: PointBlock,
): number[] {
  const value = (row: number) => points[row]?.[measure] ?? 0;
  return points.map((_, row) => row).sort((a, b) => value(a) - value(b));
}

/** For each measure the rows in rising order of a correlated normal draw. */
function normalOrders(
  points: readonly (readonly number[])[],
  measures: readonly PointBlock[],
  random: () => number,
): number[][] {
  if (measures.length === 0) return [];
  const scores = measures.map((block) => {
    const score = points.map(() => 0);
    sortedRows(points, block).forEach((row, rank) => {
      score[row] = probit((rank + 0.5) / points.length);
    });
    return score;
  });
  const normal = randomNormal.source(random)(0, 1);
  const independent = points.map(() => measures.map(() => normal()));
  const root = correlationRoot(scores);
  return measures.map((_, measure) => {
    const values = independent.map((draws) =>
      draws.reduce((sum, draw, other) => sum + draw * root.get(measure, other), 0),
    );
    return values.map((_, row) => row).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
  });
}

/** Lower triangular L with L·Lᵀ near the correlation of the columns, whose off-diagonal is cut by 1 % to stay definite. */
function correlationRoot(columns: readonly number[][]): Matrix {
  const size = columns.length;
  const observed = correlation(new Matrix([...columns]).transpose());
  const entries = Array.from({ length: size }, (_, row) =>
    Array.from({ length: size }, (_, column) => (row === column ? 1 : 0.99 * observed.get(row, column))),
  );
  return new CholeskyDecomposition(new Matrix(entries)).lowerTriangularMatrix;
}
