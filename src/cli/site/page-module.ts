import { init, parse } from "es-module-lexer";
import { anyPage } from "../../data/run/publication.js";

/** A page of Framework's, taken apart: its code is a module of its own, its data are named in its HTML. */
export interface PageModule {
  /** The HTML, with the data files named and without the code. */
  readonly html: string;
  /** Imports, as of the page's own folder, then the page's cells. */
  readonly code: string;
}

/** Where the HTML names the page's data files, by the names that its cells ask for. */
const filesElement = "bw-files";

const registerFiles = `for (const [name, path] of Object.entries(JSON.parse(document.getElementById("${filesElement}").textContent)))
  registerFile(name, { name, path });
`;

/**
 * Takes the code out of a page that Framework rendered. All pages of a kind then share one file of code, a build puts
 * its data in by names in the HTML alone, and the browser may be told to run no script that stands in a page.
 *
 * Components that a cell of Framework's fetches when it runs are imported at once, each name for itself, so that what
 * no page uses can be left out. Throws where the script is not of the form that Framework writes.
 */
export async function pageModule(page: string, html: string): Promise<PageModule> {
  await init;
  const [element = "", script = ""] = /<script type="module">([\s\S]*?)<\/script>\n?/.exec(html) ?? [];
  if (element === "") throw new Error(`${page} has no script`);
  const files: Record<string, string> = {};
  const imports: ImportClause[] = [];
  const cells = script
    .replaceAll(/^registerFile\("[^\n]*", (\{[^\n]*\})\);\n/gm, (_, info: string) => {
      const { name, path } = JSON.parse(info) as { name: string; path: string };
      files[name] = path;
      return "";
    })
    .replaceAll(/^const ([^\n]*) = await ((?:Promise\.all\(\[)?import\([^\n]*\));\n/gm, (_, names, calls) => {
      imports.push(...importClauses(page, names, calls));
      return "";
    });
  const [own = ""] = Object.keys(files).filter((name) => name.includes(anyPage));
  if (cells.replaceAll(JSON.stringify(own), "").includes(anyPage)) {
    throw new Error(`${page} uses its own name elsewhere than for its data file, where it is not known`);
  }
  const imported = new Set(
    imports.flatMap(({ names, whole }) => [
      ...names.map(({ local }) => local),
      ...(whole === null ? [] : [whole]),
    ]),
  );
  const named = JSON.stringify(files).replaceAll("<", "\\u003c");
  const hasFiles = Object.keys(files).length > 0;
  const code = [
    ...imports.map(statementOf),
    withoutPassingOn(cells, imported).replace(/(?=^define\()/m, () => (hasFiles ? registerFiles : "")),
  ].join("\n");
  const data = hasFiles ? `<script type="application/json" id="${filesElement}">${named}</script>\n` : "";
  return numbered({ html: html.replace(element, () => data), code });
}

/** Cells by number: Framework names them by digests, which weigh more than what they name. Its client wants eight digits. */
function numbered({ html, code }: PageModule): PageModule {
  const ids = [...code.matchAll(/^define\(\{id: "([^"]+)"/gm)].map(([, id = ""]) => id);
  const number = (id: string) => String(ids.indexOf(id)).padStart(8, "0");
  return {
    html: html.replaceAll(/<!--:(.+?):-->/g, (place, id) =>
      ids.includes(id) ? `<!--:${number(id)}:-->` : place,
    ),
    code: code.replaceAll(/^define\(\{id: "([^"]+)"/gm, (_, id) => `define({id: "${number(id)}"`),
  };
}

interface ImportClause {
  readonly names: readonly { readonly exported: string; readonly local: string }[];
  /** The name that stands for all of the module, if one does. */
  readonly whole: string | null;
  readonly specifier: string;
}

/**
 * What `const [{a, b: c}, d] = await Promise.all([import("./a.js"), import("./d.js")])` imports: some names of one
 * module, and all of another as `d`. A module that is imported for what it does stands as `{}`.
 */
function importClauses(page: string, names: string, calls: string): ImportClause[] {
  const clauses = [...names.matchAll(/\{([^{}]*)\}|[\w$]+/g)];
  const specifiers = [...calls.matchAll(/import\("([^"]+)"\)/g)].map(([, specifier = ""]) => specifier);
  if (clauses.length !== specifiers.length || parse(calls)[0].length !== specifiers.length) {
    throw new Error(`${page} imports its components in a form that is not known: ${names} of ${calls}`);
  }
  return specifiers.map((specifier, index) => {
    const [whole = "", list] = clauses[index] ?? [];
    if (list === undefined) return { specifier, whole, names: [] };
    const parts = list.split(",").filter((part) => part.trim() !== "");
    const named = parts.map((part) => {
      const [exported = "", local = exported] = part.split(":").map((name) => name.trim());
      return { exported, local };
    });
    return { specifier, whole: null, names: named };
  });
}

function statementOf({ names, whole, specifier }: ImportClause): string {
  const from = JSON.stringify(specifier);
  if (whole !== null) return `import * as ${whole} from ${from};`;
  const clauses = names.map(({ exported, local }) =>
    exported === local ? local : `${exported} as ${local}`,
  );
  return clauses.length === 0 ? `import ${from};` : `import {${clauses.join(", ")}} from ${from};`;
}

/** Cells that hand on to each other no name that the whole module imports. */
function withoutPassingOn(cells: string, imported: ReadonlySet<string>): string {
  const rest = (list: string) =>
    list
      .split(",")
      .filter((name) => !imported.has(name.replaceAll('"', "").trim()))
      .join(",");
  return cells
    .replaceAll(/^define\(\{id: [^\n]*$/gm, (head) =>
      head
        .replaceAll(/((?:inputs|outputs): \[)([^\]\n]*)\]/g, (_, start, list) => `${start}${rest(list)}]`)
        .replace(/(body: (?:async )?\()([^)\n]*)\)/, (_, start, list) => `${start}${rest(list)})`),
    )
    .replaceAll(/^return \{([^\n{}]*)\};$/gm, (_, list) => `return {${rest(list)}};`);
}
