const QUOTE = 0x22;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const SPACE = 0x20;

/** Longest record that is read, in bytes. */
const MAX_RECORD_BYTES = 2_000_000;

/** A record of a delimited file: bytes [start, end) without its line end. */
export interface ScannedRecord {
  readonly start: number;
  readonly end: number;
  /** Physical line on which it starts and ends. */
  readonly line: number;
  readonly lastLine: number;
  readonly cells: number;
  /** Why its cells cannot be told apart; null when they can. */
  readonly fault: string | null;
}

export interface RecordScanner {
  /** Reads the next bytes of the file; tells `onRecord` of every record that ends in them. */
  push(block: Uint8Array): void;
  /** Ends the file. Gives the line of a quote that was never closed, or null. */
  end(): number | null;
  /** Line ends seen: other kinds than those of the first line make a file mixed. */
  lineEnds(): { readonly lf: number; readonly crlf: number; readonly cr: number };
}

/**
 * Splits bytes into records by RFC 4180: quoted cells may hold delimiters, line ends and doubled quotes.
 *
 * Line ends may be LF, CRLF or CR, mixed; spaces around a quoted cell are let pass.
 * A quote inside an unquoted cell is a plain character. Blocks must not split a CRLF.
 * `from` is the file's byte at which the first block starts.
 */
export function recordScanner(
  delimiter: number,
  from: number,
  onRecord: (record: ScannedRecord) => void,
): RecordScanner {
  let offset = from;
  let line = 1;
  let start = from;
  let startLine = 1;
  let cells = 1;
  let quoted = false;
  let quoteLine = 0;
  let atCellStart = true;
  let closed = false;
  let fault: string | null = null;
  let lf = 0;
  let crlf = 0;
  let cr = 0;

  const finish = (end: number, next: number): void => {
    const tooLong = end - start > MAX_RECORD_BYTES ? "the row is longer than 2 MB" : null;
    onRecord({ start, end, line: startLine, lastLine: line, cells, fault: fault ?? tooLong });
    line += 1;
    start = next;
    startLine = line;
    cells = 1;
    atCellStart = true;
    closed = false;
    fault = null;
  };

  const push = (block: Uint8Array): void => {
    const length = block.length;
    for (let index = 0; index < length; index += 1) {
      const byte = block[index];
      if (quoted) {
        if (byte === QUOTE) {
          if (block[index + 1] === QUOTE) index += 1;
          else {
            quoted = false;
            closed = true;
          }
        } else if (byte === LINE_FEED || (byte === CARRIAGE_RETURN && block[index + 1] !== LINE_FEED))
          line += 1;
        else if (byte === 0) fault ??= "the row holds a NUL byte";
      } else if (byte === delimiter) {
        cells += 1;
        atCellStart = true;
        closed = false;
      } else if (byte === LINE_FEED) {
        lf += 1;
        finish(offset + index, offset + index + 1);
      } else if (byte === CARRIAGE_RETURN) {
        const end = offset + index;
        if (block[index + 1] === LINE_FEED) {
          crlf += 1;
          index += 1;
        } else cr += 1;
        finish(end, offset + index + 1);
      } else if (byte === QUOTE && atCellStart) {
        quoted = true;
        quoteLine = line;
        atCellStart = false;
      } else if (byte !== SPACE) {
        if (closed) fault ??= "text follows a closing quote";
        if (byte === 0) fault ??= "the row holds a NUL byte";
        atCellStart = false;
      }
    }
    offset += length;
  };

  return {
    push,
    end() {
      if (quoted) return quoteLine;
      if (offset > start) finish(offset, offset);
      return null;
    },
    lineEnds: () => ({ lf, crlf, cr }),
  };
}
