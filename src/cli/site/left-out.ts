import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { init, parse } from "es-module-lexer";
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
  /** Code that exports some of these for those who call them but make no use of them; it calls `gone` where they do. */
  readonly instead?: string;
  /** Statements of the module that serve these alone, and that no bundler dares to leave out. */
  readonly statements?: RegExp;
  /** A component with this in its source uses them after all, and they are shipped. */
  readonly asked: RegExp;
}

/** A filter of rows, asked for while a table is read. */
const FILTERED = /\bfilter: \{ [$]?[a-z]+: \{/;

/** Colours that are reckoned with, which those of the style are not. */
const COLOURED = /\bscheme:|\bscheme[A-Z]|\binterpolate[A-Z]/;

/** Rows that a chart counts, adds up or puts in order. */
const COUNTED =
  /\binterval: (?:\d|"(?:\d+ )?[a-z]+")|\bthresholds:|\breduce:|\bPlot\.(?:bin|group)|\bsort: \{ (?:f?[xyr]|color|opacity|symbol|length)\b/;

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
  // Colours as numbers, and named schemes of them; ours are variables of the style.
  {
    module: /node_modules\/d3-scale-chromatic\//,
    names: /^(scheme|interpolate)/,
    asked: COLOURED,
  },
  {
    module: /node_modules\/d3-color\//,
    names: /./,
    asked: COLOURED,
  },
  // Counting and putting together: the analysis does it.
  {
    module: /@observablehq\/plot\/src\/transforms\/bin\.js$/,
    names: /./,
    instead: `import { withTip } from "../mark.js";
const dense = (options) => (options.interval == null ? options : gone());
export const maybeDenseIntervalX = (options = {}) => dense(withTip(options, "x"));
export const maybeDenseIntervalY = (options = {}) => dense(withTip(options, "y"));`,
    asked: COUNTED,
  },
  {
    module: /@observablehq\/plot\/src\/transforms\/group\.js$/,
    names: /./,
    asked: COUNTED,
  },
  // What makes and changes an index of words: the one of the pages is made when they are rendered.
  {
    module: /node_modules\/minisearch\//,
    names: /(?!)/,
    statements:
      /^ {4}MiniSearch\.prototype\.(?:add(?!Fields)|remove(?!Term)|discard|replace|\w*[vV]acuum|has|get|autoSuggest|toJSON|saveStored)\w* = function[\s\S]*?^ {4}\};$/gm,
    asked: /\bminisearch\b/i,
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

/** What d3 makes by calls when it loads: a bundler leaves out what nobody uses if told that the call does no more. */
const MADE_BY_A_CALL = /^((?:const|let|var) [\w$]+ = )(?=\(function|[\w$]+\()/gm;

/** How a page's code names a package that it imports itself. */
const PACKAGE = "/_node/";

/**
 * Leaves out what is unused for the components in a folder: a function that says so when it is called stands there.
 * Nothing is left out of the packages where one of the pages, whose code is given, imports any itself.
 */
export async function leaveOutUnused(components: string, pages: readonly string[]): Promise<Plugin> {
  await init;
  const files = await filesBelow(components);
  const sources = await Promise.all(files.map((file) => readFile(join(components, file), "utf8")));
  const rules = pages.some((code) => code.includes(PACKAGE))
    ? []
    : unused.filter(({ asked }) => !sources.some((source) => asked.test(source)));
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
      onLoad({ filter: /[\\/](?:d3-[a-z-]+|minisearch)[\\/]dist[\\/]/ }, async ({ path }) => {
        const { statements } = ruleOf(path) ?? {};
        const source = await readFile(path, "utf8");
        const left = statements ? source.replaceAll(statements, "") : source;
        return { contents: left.replaceAll(MADE_BY_A_CALL, "$1/* @__PURE__ */ ") };
      });
      onLoad(
        { filter: /.*/, namespace: "left-out" },
        async ({ path, pluginData: file }: { path: string; pluginData: string }) => {
          const rule = ruleOf(file);
          const instead = rule?.instead ?? "";
          const given = exportsOf(instead);
          const names = exportsOf(await readFile(file, "utf8")).filter((name) => !given.includes(name));
          const [gone, kept] = [true, false].map((isGone) =>
            names.filter((name) => rule?.names.test(name) === isGone),
          );
          const message = JSON.stringify(`left out of the report: see src/cli/site/left-out.ts (${path})`);
          return {
            contents: [
              `const gone = () => { throw Error(${message}); };`,
              "const idle = () => {};",
              instead,
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

function exportsOf(source: string): string[] {
  return parse(source)[1].flatMap((one) => ("name" in one && typeof one.name === "string" ? [one.name] : []));
}

const whole = "whole";
