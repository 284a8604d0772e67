import { readdirSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { refuseForeignCode } from "./src/cli/site/own-page-rules.js";
import { fontFaces } from "./src/cli/site/typeface-rules.js";

/** As in src/data/run/publication.ts, which this file, copied alone, cannot import. */
const anyPage = "__page__";

/** True in the live preview, which says in the environment what its loaders read. */
const isPreview = Boolean(process.env.BELLWETHER_DATA);

/**
 * What stands in the head of the pages of the preview: the typefaces, which in a report are part of the stylesheet, and
 * what shows the failures of loaders. The preview serves files of the source folder only, where `bellwether dev` has put
 * the typefaces.
 */
function previewHead(): string {
  const panel = readFileSync(new URL("src/cli/dev/failure-panel.js", import.meta.url), "utf8");
  const faces = fontFaces("/_file/.observablehq/typefaces").join(" ");
  return `<style>${faces}</style><script type="module">${panel}</script>`;
}

/** A page that stands for all of its kind is rendered once, under a name that the build replaces. */
function pagesOfKinds(): string[] {
  const kinds = readdirSync("src", { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith("."))
    .filter(({ name }) => readdirSync(`src/${name}`).includes("[id].md"));
  return kinds.map(({ name }) => `/${name}/${anyPage}`);
}

// Framework fetches what a page or a component names of another host, and publishes it: here it may ask nobody.
globalThis.fetch = (address) =>
  Promise.reject(
    new Error(`a page or a component asks for ${address}; import packages by their plain names`),
  );

const groups = [
  {
    name: "Whom to target",
    pages: [
      { name: "Ideal customer profile", path: "/icp" },
      { name: "Segments", path: "/segments" },
      { name: "Prospects", path: "/prospects" },
      { name: "Leads", path: "/leads" },
    ],
  },
  {
    name: "What clients are worth",
    pages: [
      { name: "Client value", path: "/value" },
      { name: "Key accounts", path: "/accounts" },
    ],
  },
  {
    name: "What to spend",
    pages: [
      { name: "Acquisition", path: "/acquisition" },
      { name: "What if", path: "/what-if" },
      { name: "Budget", path: "/budget" },
    ],
  },
  {
    name: "How we sell",
    pages: [
      { name: "Sales performance", path: "/performance" },
      { name: "Did it work?", path: "/impact" },
      { name: "Market", path: "/market" },
    ],
  },
  {
    name: "About",
    pages: [
      { name: "Learn", path: "/learn" },
      { name: "Method", path: "/method" },
      { name: "Data quality", path: "/quality" },
    ],
  },
];

/** An analyst's own pages, which no group names: listed last, by their titles. */
function ownPages(): typeof groups {
  const known = new Set(["/404", "/index", ...groups.flatMap(({ pages }) => pages.map(({ path }) => path))]);
  const pages = readdirSync("src")
    .filter((file) => file.endsWith(".md") && !known.has(`/${file.slice(0, -".md".length)}`))
    .sort()
    .map((file) => ({ name: titleOf(`src/${file}`), path: `/${file.slice(0, -".md".length)}` }));
  return pages.length === 0 ? [] : [{ name: "Our own pages", pages }];
}

/** As the page says it in its front matter or its first heading; else the name of its file. */
function titleOf(file: string): string {
  const text = readFileSync(file, "utf8");
  const [, title] = /^title: *["']?(.+?)["']? *$/m.exec(text) ?? /^# +(.+?) *$/m.exec(text) ?? [];
  return title ?? basename(file, ".md");
}

/** The site: pages grouped by the question they answer. Built from a private copy, previewed from `src`. */
export default {
  root: "src",
  // Links end in .html: most static hosts, and file shares, serve nothing by a shorter address.
  preserveExtension: true,
  title: "Bellwether",
  pages: [...groups, ...ownPages()],
  dynamicPaths: pagesOfKinds(),
  markdownIt: refuseForeignCode,
  style: "style.css",
  globalStylesheets: [],
  // Framework takes long to read even an empty fragment of a page: what is not there is null.
  head: isPreview ? previewHead : null,
  ...(isPreview
    ? { interpreters: { ".ts": ["node", "src/cli/start.js", "src/cli/dev/run-loader.ts"] } }
    : {}),
  header: null,
  footer: null,
  search: true,
  toc: true,
  pager: false,
};
