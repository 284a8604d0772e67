import { type BasicType, parquetWriteBuffer } from "hyparquet-writer";

/** A column of a published table, by how a page reads it. */
export interface TableColumn<Row> {
  readonly name: string;
  readonly type: BasicType;
  readonly nullable?: boolean;
  cellOf(row: Row): string | number | boolean | null;
}

/** Rows that a page fetches at a time when it reads on. */
const rowsAPageReads = 500;

/** A Parquet file of the rows in their order. The same rows give the same bytes. */
export function parquetTable<Row>(
  rows: readonly Row[],
  columns: readonly TableColumn<Row>[],
  rowGroupSize = rowsAPageReads,
): Uint8Array {
  const buffer = parquetWriteBuffer({
    columnData: columns.map(({ name, type, nullable, cellOf }) => ({
      name,
      type,
      nullable: nullable ?? false,
      data: rows.map(cellOf),
    })),
    rowGroupSize,
  });
  return new Uint8Array(buffer);
}
