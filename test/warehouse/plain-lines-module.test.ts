import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import asc from "assemblyscript/asc";
import { expect, it } from "vitest";

const folder = new URL("../../src/warehouse/read/", import.meta.url);

const OPTIONS = ["--outFile", "module.wasm", "--enable", "simd", "-O3", "--noAssert"];

/** No more memory than its blocks take, and no runtime of its own. */
const MEMORY = ["--runtime", "stub", "--initialMemory", "48"];

// `npm run compile-lines` writes it anew.
it("the module that looks at lines is what its source compiles to", async () => {
  let module: Uint8Array = new Uint8Array();
  const { error, stderr } = await asc.main(["plain-lines.ts", ...OPTIONS, ...MEMORY], {
    readFile: (name) => readFile(new URL(`wasm/${name}`, folder), "utf8").catch(() => null),
    writeFile: (_, contents) => {
      if (typeof contents !== "string") module = contents;
    },
    listFiles: () => [],
  });
  expect(error, stderr.toString()).toBeNull();
  const text = `/** The module of \`wasm/plain-lines.ts\`, in base64. */
export const PLAIN_LINES_WASM =
  "${Buffer.from(module).toString("base64")}";
`;
  await expect(text).toMatchFileSnapshot(fileURLToPath(new URL("plain-lines-wasm.ts", folder)));
});
