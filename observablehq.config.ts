import { readdirSync, readFileSync } from "node:fs";

/** As in src/data/publication.ts, which this file, copied alone, cannot import. */
const anyPage = "__page__";

/** True in the live preview, which says in the environment what its loaders read. */
const isPreview = Boolean(process.env.BELLWETHER_DATA);

/** Typefaces ship with the site; the stylesheet's bundler takes no font files, so the faces are declared in the head. */
function fontFaces({ path }: { path: string }): string {
  const root = "../".repeat(path.split("/").length - 2) || "./";
  // The preview serves files of the source folder only, where `bellwether dev` has put the typefaces.
  const folder = isPreview ? "/_file/.observablehq/typefaces" : `${root}_fonts`;
  const face = (family: string, file: string, weights: string) =>
    `@font-face { font-family: "${family}"; src: url("${folder}/${file}.woff2") format("woff2"); font-weight: ${weights}; font-display: swap; }`;
  return `<style>${face("Bellwether Serif", "serif", "200 900")} ${face("Bellwether Sans", "sans", "200 900")}</style>`;
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

/** The site: pages grouped by the question they answer. Built from a private copy, previewed from `src`. */
export default {
  root: "src",
  // Links end in .html: most static hosts, and file shares, serve nothing by a shorter address.
  preserveExtension: true,
  title: "Bellwether",
  pages: [
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
  ],
  dynamicPaths: pagesOfKinds(),
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
