import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { init, parse } from "es-module-lexer";
import type { Plugin } from "esbuild";

/** Modules of the client that only bring names which `own-page-rules.ts` refuses: libraries and data of other hosts. */
const REFUSED = /[\\/]stdlib[\\/](?:recommendedLibraries|sampleDatasets)\.js$/;

/**
 * Lets esbuild join Framework's client from its sources, in the place of the files that Framework made of them for a
 * site: in those every function brings its name along, so that none can be left out, and none is shared with other
 * packages. `packages` is the folder `node_modules`.
 */
export function frameworkClient(site: string, packages: string): Plugin {
  const rendered = join(site, "_observablehq");
  const client = join(packages, "@observablehq", "framework", "dist", "client");
  return {
    name: "framework-client",
    setup({ onResolve, onLoad }) {
      onLoad({ filter: /[\\/]_observablehq[\\/]\w+\.[0-9a-f]{8}\.js$/ }, ({ path }) => {
        const [name = ""] = basename(path).split(".");
        const source = `./${name === "client" ? "index" : name}.js`;
        return { contents: `export * from ${JSON.stringify(source)};`, resolveDir: client };
      });
      onResolve({ filter: /^observablehq:\w+$/ }, ({ path }) => ({
        path: join(client, `${path.replace("observablehq:", "")}.js`),
      }));
      onLoad({ filter: /framework[\\/]dist[\\/]client[\\/].+\.js$/ }, async ({ path }) => {
        if (REFUSED.test(path)) return { contents: "" };
        await init;
        const source = await readFile(path, "utf8");
        return { contents: withAddresses(withoutLateImports(source), await readdir(rendered)) };
      });
    },
  };
}

/** A client that knows where libraries would be which the site does not ship fails where they are asked for. */
function withoutLateImports(source: string): string {
  return parse(source)[0].reduceRight(
    (text, one) =>
      "type" in one && one.type === "dynamic"
        ? `${text.slice(0, one.importStart)}Promise.reject(Error("no ${one.specifier}"))${text.slice(one.importEnd)}`
        : text,
    source,
  );
}

/** Addresses of data beside the modules, by the names under which Framework published them. */
function withAddresses(source: string, files: readonly string[]): string {
  return source.replaceAll(/"observablehq:(\w+)\.json"/g, (_, name: string) => {
    const file = files.find((one) => one.startsWith(`${name}.`) && one.endsWith(".json"));
    if (file === undefined) throw new Error(`Framework published no ${name}.json`);
    return JSON.stringify(`./${file}`);
  });
}
