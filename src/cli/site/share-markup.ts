import { createHash } from "node:crypto";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join, posix } from "node:path";
import { anyPage } from "../../data/publication.js";
import { pagesOf } from "./site-files.js";

/**
 * Takes out of the pages of a rendered site what they repeat: the typefaces, which go into the stylesheet; the list of
 * pages, which becomes a script that every page shares; and the whole body of the pages of a kind, of which there may be
 * many. A script that stands where the markup stood puts it back before the page is drawn.
 */
export async function shareMarkup(site: string): Promise<void> {
  const pages = await Promise.all(
    (await pagesOf(site)).map(async (page) => ({ page, html: await readFile(join(site, page), "utf8") })),
  );
  const style = await shareTypefaces(site, pages[0]?.html ?? "");
  for (const { page, html } of pages) {
    const withStyle = mended(html).replace(typefaces, "").replaceAll(style.before, style.after);
    const { thin, file, script } = page.includes(anyPage)
      ? withoutBody(page, withStyle)
      : withoutList(page, withStyle);
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

const typefaces = /<style>(@font-face[\s\S]*?)<\/style>\n?/;

/** Adds the typefaces that a page declares to the stylesheet, which gets another name. */
async function shareTypefaces(site: string, html: string): Promise<{ before: string; after: string }> {
  const [, faces = ""] = typefaces.exec(html) ?? [];
  const [, before = ""] = /<link rel="stylesheet"[^>]* href="[./]*(_import\/[^"]+)"/.exec(html) ?? [];
  if (faces === "" || before === "") throw new Error("the pages have no typefaces or no stylesheet");
  const style = await readFile(join(site, before), "utf8");
  const joined = `${style}\n${faces.replaceAll(/url\("[./]*/g, 'url("../')}\n`;
  const after = before.replace(/[^.]+\.css$/, `${digest(joined)}.css`);
  await rm(join(site, before));
  await writeFile(join(site, after), joined);
  return { before, after };
}

interface Thinned {
  readonly thin: string;
  /** Where the script goes: in the folder of which the addresses in its markup are. */
  readonly file: string;
  readonly script: string;
}

const scripts = /[ \t]*<script src="[^"]+"><\/script>\n?/g;

/** Framework's scripts search in the list and remember how it stood, so they come after it. */
function withoutList(page: string, html: string): Thinned {
  const [list = ""] = /<input id="observablehq-sidebar-toggle"[\s\S]*?<\/nav>/.exec(html) ?? [];
  if (list === "") throw new Error(`${page} has no list of pages`);
  const everywhere = list
    .replaceAll(scripts, "")
    .replaceAll(' class="observablehq-section-active"', "")
    .replaceAll(" observablehq-link-active", "");
  const script = `{
const here = document.currentScript;
here.insertAdjacentHTML("afterend", ${JSON.stringify(everywhere)});
const bare = (path) => path.replace(/(index)?(\\.html)?$/, "");
const folder = new URL(".", here.src);
for (const link of document.querySelectorAll("#observablehq-sidebar a")) {
  const { href } = new URL(link.getAttribute("href"), folder);
  link.href = href;
  if (bare(new URL(href).pathname) !== bare(location.pathname)) continue;
  link.parentElement.classList.add("observablehq-link-active");
  link.closest("section")?.classList.add("observablehq-section-active");
}
}
`;
  const file = posix.join(posix.dirname(page), `pages.${digest(script)}.js`);
  const after = (list.match(scripts) ?? []).join("");
  return {
    thin: html.replace(list, () => `<script src="./${posix.basename(file)}"></script>${after}`),
    file,
    script,
  };
}

function withoutBody(page: string, html: string): Thinned {
  const [, body = ""] = /<body>([\s\S]*)<\/body>/.exec(html) ?? [];
  const script = `document.currentScript.insertAdjacentHTML("afterend", ${JSON.stringify(body.replaceAll(scripts, ""))});\n`;
  const file = posix.join(posix.dirname(page), `body.${digest(script)}.js`);
  const after = (body.match(scripts) ?? []).join("");
  return {
    thin: html.replace(body, () => `<script src="./${posix.basename(file)}"></script>${after}`),
    file,
    script,
  };
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 8);
}
