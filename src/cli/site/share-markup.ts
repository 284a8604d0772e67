import { createHash } from "node:crypto";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join, posix } from "node:path";
import { anyPage } from "../../data/run/publication.js";
import { pagesOf } from "./site-files.js";
import { fontFaces } from "./typeface-rules.js";

/**
 * Takes out of the pages of a rendered site what they repeat: the list of pages, which becomes a script that every page
 * shares; and the whole body of the pages of a kind, of which there may be many. A script that stands where the markup
 * stood puts it back before the page is drawn. The stylesheet gets the typefaces.
 */
export async function shareMarkup(site: string): Promise<void> {
  const pages = await Promise.all(
    (await pagesOf(site)).map(async (page) => ({ page, html: await readFile(join(site, page), "utf8") })),
  );
  const style = await declareTypefaces(site, pages[0]?.html ?? "");
  const tidy = pages.map(({ page, html }) => ({
    page,
    html: mended(html).replaceAll(style.before, style.after),
  }));
  const top = tidy.find(({ page }) => !page.includes("/"));
  if (top === undefined) throw new Error("no page lies at the top of the report");
  const list = listScript(top.html);
  await writeFile(join(site, list.file), list.script);
  for (const { page, html } of tidy) {
    const address = `${"../".repeat(page.split("/").length - 1) || "./"}${list.file}`;
    const listed = html.replace(listOf(page, html), () => `<script src="${address}"></script>`);
    if (!page.includes(anyPage)) {
      await writeFile(join(site, page), listed);
      continue;
    }
    const { thin, file, script } = withoutBody(page, listed, address);
    await writeFile(join(site, file), script);
    await writeFile(join(site, page), thin);
  }
}

/** Names the sidebar's switch, takes a label out of a list of links, and asks for the stylesheet once. */
function mended(html: string): string {
  return html
    .replace(
      '<input id="observablehq-sidebar-toggle"',
      '<input id="observablehq-sidebar-toggle" aria-label="Show the list of pages"',
    )
    .replace(/<ol>(\s*)(<label id="observablehq-sidebar-close"[^>]*><\/label>)/, "$2$1<ol>")
    .replace(/<link rel="preload" as="style" href="[^"]+">\n/, "")
    .replace(/<meta name="generator"[^>]*>\n/, "");
}

/** Declares the typefaces in the stylesheet of a page, which gets another name. */
async function declareTypefaces(site: string, html: string): Promise<{ before: string; after: string }> {
  const [, before = ""] = /<link rel="stylesheet"[^>]* href="[./]*(_import\/[^"]+)"/.exec(html) ?? [];
  if (before === "") throw new Error("the pages have no stylesheet");
  const style = await readFile(join(site, before), "utf8");
  const joined = `${style}\n${fontFaces("../_fonts").join(" ")}\n`;
  const after = before.replace(/[^.]+\.css$/, `${digest(joined)}.css`);
  await rm(join(site, before));
  await writeFile(join(site, after), joined);
  return { before, after };
}

const scripts = /[ \t]*<script>([\s\S]*?)<\/script>\n?/g;

/** Markup as a script that puts it where it stands, and then runs the scripts that were in it. */
function standIn(markup: string, then = ""): string {
  const inner = [...markup.matchAll(scripts)].map(([, script]) => script);
  const put = `here.insertAdjacentHTML("afterend", ${JSON.stringify(markup.replaceAll(scripts, ""))});`;
  return ["{", "const here = document.currentScript;", put, then, "}", ...inner, ""].join("\n");
}

/** The list of pages with Framework's scripts, which search in the list and remember how it stood, so come after it. */
function listOf(page: string, html: string): string {
  const [list = ""] =
    /<input id="observablehq-sidebar-toggle"[\s\S]*?<\/nav>\s*<script>[\s\S]*?<\/script>/.exec(html) ?? [];
  if (list === "") throw new Error(`${page} has no list of pages`);
  return list;
}

/** The script that puts the list of a page at the top of the site, whose addresses hold from there, into any page. */
function listScript(html: string): { readonly file: string; readonly script: string } {
  const everywhere = listOf("the first page", html)
    .replaceAll(' class="observablehq-section-active"', "")
    .replaceAll(" observablehq-link-active", "");
  const script = standIn(
    everywhere,
    `const bare = (path) => path.replace(/(index)?(\\.html)?$/, "");
for (const link of document.querySelectorAll("#observablehq-sidebar a")) {
  link.href = new URL(link.getAttribute("href"), here.src).href;
  if (bare(link.pathname) !== bare(location.pathname)) continue;
  link.parentElement.classList.add("observablehq-link-active");
  link.closest("section")?.classList.add("observablehq-section-active");
}`,
  );
  return { file: `pages.${digest(script)}.js`, script };
}

interface Thinned {
  readonly thin: string;
  /** Where the script goes: in the page's folder, from which the addresses in its markup are. */
  readonly file: string;
  readonly script: string;
}

/** The list's script stays first in the page. */
function withoutBody(page: string, html: string, list: string): Thinned {
  const [, body = ""] = /<body>([\s\S]*)<\/body>/.exec(html) ?? [];
  const first = `<script src="${list}"></script>`;
  const script = standIn(body.replace(first, ""));
  const name = `body.${digest(script)}.js`;
  return {
    thin: html.replace(body, () => `${first}<script src="./${name}"></script>`),
    file: posix.join(posix.dirname(page), name),
    script,
  };
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 8);
}
