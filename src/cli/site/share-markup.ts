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

const scripts = /[ \t]*<script>([\s\S]*?)<\/script>\n?/g;

/** Markup as a script that puts it where it stands, and then runs the scripts that were in it. */
function standIn(markup: string, then = ""): string {
  const inner = [...markup.matchAll(scripts)].map(([, script]) => script);
  const put = `here.insertAdjacentHTML("afterend", ${JSON.stringify(markup.replaceAll(scripts, ""))});`;
  return ["{", "const here = document.currentScript;", put, then, "}", ...inner, ""].join("\n");
}

/** Framework's scripts search in the list and remember how it stood, so they come after it. */
function withoutList(page: string, html: string): Thinned {
  const [list = ""] =
    /<input id="observablehq-sidebar-toggle"[\s\S]*?<\/nav>\s*<script>[\s\S]*?<\/script>/.exec(html) ?? [];
  if (list === "") throw new Error(`${page} has no list of pages`);
  const everywhere = list
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
  return thinned(page, html, list, "pages", script);
}

function withoutBody(page: string, html: string): Thinned {
  const [, body = ""] = /<body>([\s\S]*)<\/body>/.exec(html) ?? [];
  return thinned(page, html, body, "body", standIn(body));
}

function thinned(page: string, html: string, markup: string, name: string, script: string): Thinned {
  const file = `${name}.${digest(script)}.js`;
  return {
    thin: html.replace(markup, () => `<script src="./${file}"></script>`),
    file: posix.join(posix.dirname(page), file),
    script,
  };
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 8);
}
