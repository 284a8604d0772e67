import { readFileSync } from "node:fs";

/** Of Framework's Markdown parser, what is used here. */
interface Markdown {
  readonly renderer: { render(tokens: unknown, options: unknown, page: ParsedPage): string };
}

interface ParsedPage {
  /** Of the page, from the root of the site, without an ending. */
  readonly path: string;
  readonly code: readonly { readonly node: Cell }[];
}

/** A block of code of a page, or one expression in its text. */
interface Cell {
  readonly input: string;
  readonly references: readonly { readonly name: string; readonly start: number }[];
  readonly declarations: readonly { readonly name: string }[] | null;
  readonly files: readonly { readonly name: string; readonly method?: string }[];
}

/** How the message of a page that cannot be published begins, for whoever reads what Framework says. */
export const PAGE_REFUSED = "A page cannot be published.";

/** The packages of names that Framework would import by itself, from another host. */
const PACKAGES: Readonly<Record<string, string>> = {
  Plot: "@observablehq/plot",
  d3: "d3",
  aq: "arquero",
  htl: "htl",
  html: "htl",
  svg: "htl",
  Inputs: "@observablehq/inputs",
  _: "lodash",
  Arrow: "apache-arrow",
  topojson: "topojson-client",
  echarts: "echarts",
  L: "leaflet",
  mapboxgl: "mapbox-gl",
};

/** Names with which Framework brings libraries or data from another host that no package here replaces. */
const FOREIGN = new Set([
  ...["dot", "duckdb", "DuckDBClient", "sql", "mermaid", "SQLite", "SQLiteDatabaseClient", "tex", "vl", "vg"],
  ...["aapl", "alphabet", "cars", "citywages", "diamonds", "flare", "industries", "miserables", "olympians"],
  ...["penguins", "pizza", "weather"],
]);

/** Ways to read a file for which Framework fetches a library. */
const FOREIGN_READERS = new Set(["arquero", "arrow", "csv", "parquet", "sqlite", "tsv", "xlsx", "zip"]);

/**
 * Lets a page use nothing that Framework would fetch from another host: throws with page, line and what to write
 * instead.
 * `sources` is the folder of the pages, from the current one.
 */
export function refuseForeignCode<Parser extends Markdown>(markdown: Parser, sources = "src"): Parser {
  const { renderer } = markdown;
  const render = renderer.render.bind(renderer);
  renderer.render = (tokens, options, page) => {
    const html = render(tokens, options, page);
    const file = `${sources}${page.path.replace(/__page__$/, "[id]")}.md`;
    const faults = faultsOf(readFileSync(file, "utf8"), page);
    if (faults.length === 0) return html;
    const lines = faults.map(
      ({ line, fault }) => `  ${file}${line === null ? "" : `, line ${line}`}: ${fault}`,
    );
    throw new Error([PAGE_REFUSED, ...lines].join("\n"));
  };
  return markdown;
}

interface Fault {
  readonly line: number | null;
  readonly fault: string;
}

function faultsOf(source: string, { code }: ParsedPage): Fault[] {
  const declared = new Set(code.flatMap(({ node }) => node.declarations ?? []).map(({ name }) => name));
  const found = new Map<string, Fault>();
  const add = (at: number | null, fault: string) => {
    if (!found.has(fault)) found.set(fault, { line: at === null ? null : lineAt(source, at), fault });
  };
  for (const { index, 2: name = "" } of source.matchAll(/(["'`])(?:npm|jsr):([^"'`\s]+)\1/g)) {
    add(index, `a report asks no other host: ${remedyOf(packageOf(name))}`);
  }
  for (const { node } of code) {
    const place = source.indexOf(node.input);
    const at = (offset: number) => (place === -1 ? null : place + offset);
    for (const { name, start } of node.references) {
      if (declared.has(name)) continue;
      const from = PACKAGES[name];
      if (from !== undefined) add(at(start), `${name} is not imported: ${remedyOf(from, name)}`);
      else if (FOREIGN.has(name)) {
        add(at(start), `${name} would come from another host, which a report never asks; do without it`);
      }
    }
    for (const { name, method } of node.files) {
      if (method === undefined || !FOREIGN_READERS.has(method)) continue;
      const fault = `${name} is read by .${method}(), whose library would come from another host`;
      add(
        at(Math.max(0, node.input.indexOf(`.${method}(`))),
        `${fault}; let its loader write JSON, and use .json()`,
      );
    }
  }
  return [...found.values()];
}

/** How a package is imported by its name; `local` is the name that the page uses. */
function remedyOf(name: string, local?: string): string {
  const usual = local ?? Object.keys(PACKAGES).find((key) => PACKAGES[key] === name) ?? "all";
  const names = name === "htl" ? `{ ${usual === "htl" ? "html" : usual} }` : `* as ${usual}`;
  const { dependencies } = JSON.parse(readFileSync("package.json", "utf8"));
  const first = name in dependencies ? "" : `run npm install ${name}, then `;
  return `${first}write import ${names} from "${name}"; at the top of a block of code`;
}

/** "@observablehq/plot" of "@observablehq/plot@0.6/+esm". */
function packageOf(specifier: string): string {
  const [, name = specifier] = /^((?:@[^/@]+\/)?[^/@]+)/.exec(specifier) ?? [];
  return name;
}

function lineAt(source: string, at: number): number {
  return source.slice(0, at).split("\n").length;
}
