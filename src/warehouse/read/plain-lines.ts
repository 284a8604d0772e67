import type { Delimiter } from "./header.js";
import type { IdForm } from "./id-order.js";
import { PLAIN_LINES_WASM } from "./plain-lines-wasm.js";

const LINE_ENDS = { lf: Buffer.from("\n"), crlf: Buffer.from("\r\n") } as const;

const LINE_FEED = 0x0a;

/** What the lines of a file must be like to be its records. */
export interface LineForm {
  readonly delimiter: Delimiter;
  readonly lineEnd: keyof typeof LINE_ENDS;
  /** Cells of every record. */
  readonly cells: number;
  /** Where ids stand that mostly follow their number, and how they are written. */
  readonly ids: (IdForm & { readonly column: number }) | null;
}

/** A line with too few or too many cells. */
export interface UnevenLine {
  /** From 0, the header's. */
  readonly line: number;
  /** Its first byte, and that of the line after it. */
  readonly start: number;
  readonly next: number;
  readonly cells: number;
}

/** What a block holds: the stretches that begin in it, and its uneven lines. */
export interface TakenLines {
  /** Their bytes in the block. */
  readonly bytes: Uint32Array;
  /** The key of the furthest id before each. */
  readonly furthest: Float64Array;
  readonly uneven: readonly UnevenLine[];
}

export interface PlainLines {
  /** Takes whole lines, of which the file's last may lack its end; null: its records are not its lines, one for one. */
  take(block: Buffer): TakenLines | null;
  lines(): number;
  /** True when a cell begins or ends with U+0020. */
  isPadded(): boolean;
  /** Records whose id is not beyond all before it; null: too many. */
  strays(): number[] | null;
  /** Leaves the memory to another file. Nothing is asked of this one afterwards. */
  end(): void;
}

/** What the module gives (`wasm/plain-lines.ts`). */
interface PlainLinesModule {
  readonly memory: WebAssembly.Memory;
  readonly PREFIX_AT: WebAssembly.Global<"i32">;
  readonly PREFIX_BYTES: WebAssembly.Global<"i32">;
  readonly STRAYS_AT: WebAssembly.Global<"i32">;
  readonly MOST_STRAYS: WebAssembly.Global<"i32">;
  readonly BYTES_AT: WebAssembly.Global<"i32">;
  readonly KEYS_AT: WebAssembly.Global<"i32">;
  readonly UNEVEN_AT: WebAssembly.Global<"i32">;
  readonly UNEVEN_BYTES: WebAssembly.Global<"i32">;
  readonly INPUT_AT: WebAssembly.Global<"i32">;
  readonly INPUT_BYTES: WebAssembly.Global<"i32">;
  begin(
    delimiter: number,
    crlf: boolean,
    cells: number,
    cellOfId: number,
    bytesOfPrefix: number,
    descending: boolean,
  ): void;
  take(bytes: number): number;
  lineCount(): number;
  isPadded(): number;
  stretchCount(): number;
  unevenCount(): number;
  strayCount(): number;
}

let compiled: WebAssembly.Module | undefined;

/** With the memory of files that have ended: 3 MB each, more than most of them, which would have the heap cleaned for each. */
const idle: PlainLinesModule[] = [];

/** Looks at the lines of a file, block by block. */
export function plainLines({ delimiter, lineEnd, cells, ids }: LineForm): PlainLines {
  const module = idle.pop() ?? newModule();
  const memory = module.memory.buffer;
  const prefix = Buffer.from(ids?.prefix ?? "");
  const readsIds = ids !== null && prefix.length <= module.PREFIX_BYTES.value;
  if (readsIds) new Uint8Array(memory).set(prefix, module.PREFIX_AT.value);
  const cellOfId = readsIds ? ids.column + 1 : 0;
  module.begin(
    delimiter.charCodeAt(0),
    lineEnd === "crlf",
    cells,
    cellOfId,
    prefix.length,
    ids?.descending ?? false,
  );
  const input = new Uint8Array(memory, module.INPUT_AT.value);
  return {
    take(block) {
      const missing = block.at(-1) === LINE_FEED ? Buffer.alloc(0) : LINE_ENDS[lineEnd];
      if (block.length + missing.length > module.INPUT_BYTES.value) return null;
      input.set(block);
      input.set(missing, block.length);
      if (module.take(block.length + missing.length) === 0) return null;
      const stretches = module.stretchCount();
      return {
        bytes: new Uint32Array(memory, module.BYTES_AT.value, stretches),
        furthest: new Float64Array(memory, module.KEYS_AT.value, stretches),
        uneven: Array.from({ length: module.unevenCount() }, (_, index) => {
          const at = module.UNEVEN_AT.value + index * module.UNEVEN_BYTES.value;
          const [line = 0, start = 0, next = 0, cells = 0] = new Uint32Array(memory, at, 4);
          return { line, start, next, cells };
        }),
      };
    },
    lines: () => module.lineCount(),
    isPadded: () => module.isPadded() !== 0,
    strays() {
      const count = module.strayCount();
      if (!readsIds || count > module.MOST_STRAYS.value) return null;
      return [...new Uint32Array(memory, module.STRAYS_AT.value, count)];
    },
    end: () => {
      idle.push(module);
    },
  };
}

function newModule(): PlainLinesModule {
  compiled ??= new WebAssembly.Module(Buffer.from(PLAIN_LINES_WASM, "base64"));
  return new WebAssembly.Instance(compiled).exports as unknown as PlainLinesModule;
}
