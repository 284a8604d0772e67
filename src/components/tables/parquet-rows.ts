import { type AsyncBuffer, type FileMetaData, parquetMetadataAsync, parquetReadObjects } from "hyparquet";

export type ParquetRow = Readonly<Record<string, unknown>>;

export interface ParquetRows {
  readonly rowCount: number;
  /** Rows from ≤ i < to with all their columns; row groups are read whole and kept. */
  rows(from: number, to: number): Promise<ParquetRow[]>;
  /** All rows, holding only the named columns. */
  column(names: readonly string[]): Promise<ParquetRow[]>;
}

/** Enough for the footer of most tables; a longer one is fetched in a second request. */
const footerBytes = 64_000;

/** Up to this size one request for the whole file beats one per column and row group. */
const wholeFileBytes = 8_000_000;

/**
 * Opens a Parquet file on the report's own host for reading by row group and by column.
 * Integers come as numbers, missing values as null. Works with and without range requests.
 * @param url where the file is.
 * @param fetchBytes stands in for `fetch` in tests.
 * @throws Error with the address and the status when the file cannot be read or is not Parquet.
 */
export async function openParquetRows(
  url: string,
  fetchBytes: typeof fetch = (input, init) => fetch(input, init),
): Promise<ParquetRows> {
  let file = await rangeBuffer(url, fetchBytes);
  const metadata = await parquetMetadataAsync(file, { initialFetchSize: footerBytes });
  const groups = groupStarts(metadata);
  const rowCount = Number(metadata.num_rows);
  const kept = new Map<number, Promise<ParquetRow[]>>();

  const group = (start: number, end: number): Promise<ParquetRow[]> => {
    const known = kept.get(start);
    if (known) return known;
    const read = parquetReadObjects({ file, metadata, rowStart: start, rowEnd: end }).then(plain);
    kept.set(start, read);
    read.catch(() => kept.delete(start));
    return read;
  };

  return {
    rowCount,
    async rows(from, to) {
      const first = Math.max(0, from);
      const last = Math.min(rowCount, to);
      const wanted = groups.filter(({ start, end }) => start < last && end > first);
      const parts = await Promise.all(
        wanted.map(async ({ start, end }) =>
          (await group(start, end)).slice(Math.max(0, first - start), last - start),
        ),
      );
      return parts.flat();
    },
    async column(names) {
      if (file.byteLength <= wholeFileBytes) file = await wholeBuffer(file);
      return plain(await parquetReadObjects({ file, metadata, columns: [...names] }));
    },
  };
}

function groupStarts(metadata: FileMetaData): { start: number; end: number }[] {
  let start = 0;
  return metadata.row_groups.map((rowGroup) => {
    const end = start + Number(rowGroup.num_rows);
    const span = { start, end };
    start = end;
    return span;
  });
}

function plain(rows: readonly Record<string, unknown>[]): ParquetRow[] {
  return rows.map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([name, value]) => [
        name,
        typeof value === "bigint" ? Number(value) : (value ?? null),
      ]),
    ),
  );
}

async function wholeBuffer(file: AsyncBuffer): Promise<AsyncBuffer> {
  const bytes = await file.slice(0, file.byteLength);
  return { byteLength: file.byteLength, slice: (start, end) => bytes.slice(start, end) };
}

/** Asks for ranges even to learn the size: a HEAD answer may give the size of a compressed body. */
async function rangeBuffer(url: string, fetchBytes: typeof fetch): Promise<AsyncBuffer> {
  const get = async (range: string) => {
    const response = await fetchBytes(url, { headers: { Range: `bytes=${range}` } });
    if (!response.ok) throw new Error(`Cannot read ${url}: the server answered ${response.status}.`);
    return response;
  };
  const first = await get("0-3");
  const head = await first.arrayBuffer();
  const total = Number(/\/(\d+)$/.exec(first.headers.get("Content-Range") ?? "")?.[1]);
  if (new TextDecoder().decode(head.slice(0, 4)) !== "PAR1")
    throw new Error(`Cannot read ${url}: it is not a Parquet file. Build the report again.`);
  if (first.status !== 206 || !(total > 0))
    return { byteLength: head.byteLength, slice: (start, end) => head.slice(start, end) };
  return {
    byteLength: total,
    async slice(start, end = total) {
      const response = await get(`${start < 0 ? total + start : start}-${end - 1}`);
      const bytes = await response.arrayBuffer();
      return response.status === 206 ? bytes : bytes.slice(start, end);
    },
  };
}
