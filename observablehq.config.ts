import { readdirSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { refuseForeignCode } from "./src/cli/site/own-page-rules.js";

/** As in src/data/run/publication.ts, which this file, copied alone, cannot import. */
const anyPage = "__page__";

/** True in the live preview, which says in the environment what its loaders read. */
const isPreview = Boolean(process.env.BELLWETHER_DATA);

/** Latin letters that the files of Western European ones lack, such as ł and ő, and signs of currencies but the euro's. */
const FURTHER_LETTERS =
  "U+0100-0130, U+0132-0151, U+0154-02BA, U+1E00-1E9F, U+1EF2-1EFF, U+20A0-20AB, U+20AD-20C0";

/** Typefaces ship with the site; the stylesheet's bundler takes no font files, so the faces are declared in the head. */
function fontFaces({ path }: { path: string }): string {
  const root = "../".repeat(path.split("/").length - 2) || "./";
  // The preview serves files of the source folder only, where `bellwether dev` has put the typefaces.
  const folder = isPreview ? "/_file/.observablehq/typefaces" : `${root}_fonts`;
  const face = (family: string, file: string, range = "") =>
    `@font-face { font-family: "${family}"; src: url("${folder}/${file}.woff2") format("woff2"); font-weight: 200 900; font-display: swap;${range} }`;
  // The later face of a family goes before for the letters of its range, and is fetched on pages that have one.
  const faces = ["serif", "sans"].flatMap((name) => {
    const family = name === "serif" ? "Bellwether Serif" : "Bellwether Sans";
    return [face(family, name), face(family, `${name}-ext`, ` unicode-range: ${FURTHER_LETTERS};`)];
  });
  return `<style>${faces.join(" ")}</style>`;
}

/** What stands in the head of every page; in the preview also what shows the failures of loaders. */
function head(page: { path: string }): string {
  const panel = () => readFileSync(new URL("src/cli/dev/failure-panel.js", import.meta.url), "utf8");
  return isPreview ? `${fontFaces(page)}<script type="module">${panel()}</script>` : fontFaces(page);
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
  head,
  ...(isPreview
    ? { interpreters: { ".ts": ["node", "src/cli/start.js", "src/cli/dev/run-loader.ts"] } }
    : {}),
  header: "",
  footer: "",
  search: true,
  toc: true,
  pager: false,
};
