import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { parse } from "es-module-lexer";
import type { Plugin } from "esbuild";
import { filesBelow } from "./site-files.js";

/** Parts of packages that other parts name but that nothing here uses, which no bundler can know. */
interface Unused {
  /** Path of the module. */
  readonly module: RegExp;
  /** Of its exports. */
  readonly names: RegExp;
  /** Of these, what other parts call all the same, where nothing in return means what it should. */
  readonly idle?: RegExp;
  /** Statements of the module that serve these alone, and that no bundler dares to leave out. */
  readonly statements?: RegExp;
  /** A component or a page with this in its source uses them after all, and they are shipped. */
  readonly asked: RegExp;
}

/** A filter of rows, asked for while a table is read. */
const FILTERED = /\bfilter: \{ [$]?[a-z]+: \{/;

const unused: readonly Unused[] = [
  // Maps.
  {
    module: /node_modules\/d3-geo\//,
    names: /^geo/,
    idle: /^geoTransform$/,
    asked: /\bprojection:|\bgeo[A-Z]/,
  },
  {
    module: /@observablehq\/plot\/src\/projection\.js$/,
    names: /^(?!applyPosition$)/,
    idle: /^(createProjection|hasProjection|projectionAspectRatio)$/,
    asked: /\bprojection:|\bgeo[A-Z(]/,
  },
  // Legends: our charts label what they show.
  {
    module: /@observablehq\/plot\/src\/legends\/(ramp|swatches)\.js$/,
    names: /^legend/,
    asked: /\blegend: (?!false)|\blegend\(/,
  },
  // Colours to both sides of a middle.
  {
    module: /@observablehq\/plot\/src\/scales\/diverging\.js$/,
    names: /^createScaleDiverging/,
    asked: /\btype: "diverging|\bpivot:|\bscheme:/,
  },
  // Curves through points: ours go straight.
  {
    module: /node_modules\/d3-shape\//,
    names: /^curve(?!Linear)/,
    statements: /^(?!(?:Linear|Radial)\b)\w+\.prototype = \{[\s\S]*?^\};$/gm,
    asked: /\bcurve: ["']|\bcurve[A-Z]/,
  },
  // Named schemes of colours; ours are variables of the style.
  {
    module: /node_modules\/d3-scale-chromatic\//,
    names: /^(scheme|interpolate)/,
    asked: /\bscheme:|\bscheme[A-Z]|\binterpolate[A-Z]/,
  },
  // Columns of kinds that the build writes none of, and what only filters look at.
  {
    module: /node_modules\/hyparquet\/src\/(variant|wkb|bloom)\.js$/,
    names: /^(?!bloomEligible)/,
    asked: FILTERED,
  },
  {
    module: /node_modules\/hyparquet\/src\/filter\.js$/,
    names: /^(?!\w+NeededForFilter$)/,
    idle: /^canSkipRowGroup$/,
    asked: FILTERED,
  },
];

/** How distributions are made: a bundler leaves out those that nobody draws from if told that the call does no more. */
const MADE_BY_A_CALL = /= \(function(?= source)/g;

/**
 * Leaves out what is unused for the components in a folder and the code of the pages: a function that says so when it
 * is called stands there.
 */
export async function leaveOutUnused(components: string, pages: readonly string[]): Promise<Plugin> {
  const files = await filesBelow(components);
  const sources = [
    ...pages,
    ...(await Promise.all(files.map((file) => readFile(join(components, file), "utf8")))),
  ];
  const rules = unused.filter(({ asked }) => !sources.some((source) => asked.test(source)));
  const ruleOf = (path: string) => rules.find(({ module }) => module.test(path.replaceAll("\\", "/")));
  return {
    name: "leave-out-unused",
    setup({ onResolve, onLoad, resolve }) {
      onResolve({ filter: /^(d3-|\.\.?\/)/ }, async ({ path: name, pluginData, ...from }) => {
        if (pluginData === whole || !/d3|hyparquet|@observablehq.plot/.test(from.importer)) return undefined;
        const found = await resolve(name, { ...from, pluginData: whole });
        if (!ruleOf(found.path)) return undefined;
        // Names of files are made of this path, and must be the same wherever the copy lies.
        const path = found.path.replace(/^.*node_modules[\\/]/, "").replaceAll("\\", "/");
        return { path, namespace: "left-out", pluginData: found.path };
      });
      onLoad({ filter: /[\\/]d3-shape[\\/]/ }, async ({ path }) => {
        const { statements } = ruleOf(path) ?? {};
        return statements && { contents: (await readFile(path, "utf8")).replaceAll(statements, "") };
      });
      onLoad({ filter: /[\\/]d3-random[\\/]/ }, async ({ path }) => ({
        contents: (await readFile(path, "utf8")).replaceAll(MADE_BY_A_CALL, "= /* @__PURE__ */ (function"),
      }));
      onLoad(
        { filter: /.*/, namespace: "left-out" },
        async ({ path, pluginData: file }: { path: string; pluginData: string }) => {
          const rule = ruleOf(file);
          const names = parse(await readFile(file, "utf8"))[1].flatMap((one) =>
            "name" in one && typeof one.name === "string" ? [one.name] : [],
          );
          const [gone, kept] = [true, false].map((isGone) =>
            names.filter((name) => rule?.names.test(name) === isGone),
          );
          const message = JSON.stringify(`left out of the report: see src/cli/site/left-out.ts (${path})`);
          return {
            contents: [
              `const gone = () => { throw Error(${message}); };`,
              "const idle = () => {};",
              ...(gone ?? []).map(
                (name) => `export { ${rule?.idle?.test(name) ? "idle" : "gone"} as ${name} };`,
              ),
              ...((kept ?? []).length > 0
                ? [`export { ${kept?.join(", ")} } from ${JSON.stringify(file)};`]
                : []),
            ].join("\n"),
            resolveDir: dirname(file),
          };
        },
      );
    },
  };
}

const whole = "whole";
