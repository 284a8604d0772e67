import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join, posix, relative, resolve, sep } from "node:path";
import { init, parse } from "es-module-lexer";
import { build, type Metafile, type Plugin } from "esbuild";
import { filesBelow, pagesOf } from "./site-files.js";

/** A script of a page, what it is split into, and where it lies. */
interface PageScripts {
  readonly page: string;
  readonly html: string;
  /** Modules that the page's cells import late, as files of the site. */
  readonly cellModules: readonly string[];
  /** Modules that the page's own script, or Framework's beside it, imports. */
  readonly modules: readonly string[];
}

/** Framework's folders of modules. */
const moduleFolders = ["_import", "_node", "_observablehq"];

/**
 * Joins the modules of a rendered site: one for each page with what its cells alone use, and shared ones with what
 * several use. Framework ships every module and every package whole and apart; here nothing is shipped that no page
 * uses. `site` lies in the laid-out copy, whose `node_modules` hold the packages' sources, of which single functions
 * can be left out.
 */
export async function bundleModules(site: string): Promise<void> {
  await init;
  const pages = await Promise.all((await pagesOf(site)).map((page) => scriptsOf(site, page)));
  const shared = [...new Set(pages.flatMap(({ modules }) => modules))];
  const { outputFiles, metafile } = await build({
    absWorkingDir: dirname(site),
    outdir: site,
    entryPoints: [
      ...shared.map((file) => ({ in: join(site, file), out: withoutHash(file) })),
      ...pages
        .filter(({ cellModules }) => cellModules.length > 0)
        .map(({ page }) => ({ in: `${pageScheme}${page}`, out: `_import/${scriptName(page)}` })),
    ],
    entryNames: "[dir]/[name].[hash]",
    chunkNames: "_import/[hash]",
    bundle: true,
    splitting: true,
    minify: true,
    format: "esm",
    platform: "browser",
    target: ["es2022", "chrome96", "firefox96", "safari16"],
    legalComments: "none",
    // Paths of the copy, not of where its packages really lie, so that names are the same everywhere.
    preserveSymlinks: true,
    metafile: true,
    write: false,
    logLevel: "silent",
    plugins: [frameworkModules(site, new Map(pages.map((scripts) => [scripts.page, scripts])))],
  });
  for (const file of await filesBelow(site)) {
    if (moduleFolders.some((folder) => file.startsWith(`${folder}/`)) && file.endsWith(".js")) {
      await rm(join(site, file));
    }
  }
  await rm(join(site, "_node"), { recursive: true, force: true });
  for (const { path, contents } of outputFiles) await writeFile(path, contents);
  const bundled = bundledFiles(site, metafile);
  for (const scripts of pages) {
    const { html, files } = withSharedScripts(scripts.page, relinked(scripts, bundled));
    for (const [file, script] of files) await writeFile(join(site, file), script);
    await writeFile(join(site, scripts.page), html);
  }
}

/** The page with the scripts that every page repeats as files, which a browser fetches once. */
function withSharedScripts(page: string, html: string): { html: string; files: ReadonlyMap<string, string> } {
  const files = new Map<string, string>();
  const shared = html.replaceAll(/<script>([\s\S]*?)<\/script>/g, (_, source: string) => {
    const script = importsIn(source).reduceRight((text, { specifier, start, end }) => {
      const file = posix.join(posix.dirname(page), specifier);
      return `${text.slice(0, start)}import("${addressFrom("_observablehq/x.js", file)}")${text.slice(end)}`;
    }, source);
    const file = `_observablehq/${createHash("sha256").update(script).digest("hex").slice(0, 8)}.js`;
    files.set(file, script);
    return `<script src="${addressFrom(page, file)}"></script>`;
  });
  return { html: shared, files };
}

/** The address of one file of a site as another writes it. */
function addressFrom(from: string, file: string): string {
  const path = posix.relative(posix.dirname(from), file);
  return path.startsWith(".") ? path : `./${path}`;
}

/** Where each page and each shared module of Framework's went, as files of the site, with all that it imports at once. */
type Bundled = ReadonlyMap<string, { readonly file: string; readonly imports: readonly string[] }>;

function bundledFiles(site: string, { outputs }: Metafile): Bundled {
  const inSite = (file: string) =>
    relative(site, resolve(dirname(site), file))
      .split(sep)
      .join("/");
  const importsOf = (file: string, seen = new Set<string>()): Set<string> => {
    for (const one of outputs[file]?.imports ?? []) {
      if (one.kind !== "import-statement" || seen.has(one.path)) continue;
      seen.add(one.path);
      importsOf(one.path, seen);
    }
    return seen;
  };
  return new Map(
    Object.entries(outputs).flatMap(([file, { entryPoint }]) => {
      if (entryPoint === undefined) return [];
      const name = entryPoint.startsWith(pageScheme)
        ? entryPoint.slice(pageScheme.length)
        : inSite(entryPoint);
      return [[name, { file: inSite(file), imports: [...importsOf(file)].map(inSite) }] as const];
    }),
  );
}

const pageScheme = "page:";

/** Without what the build replaces by the name of a page. */
function scriptName(page: string): string {
  return page.replace(/\.html$/, "").replaceAll(/[^a-z0-9-]+/gi, "-");
}

function withoutHash(file: string): string {
  return file.replace(/\.[0-9a-f]{8}\.js$/, "").replace(/\.js$/, "");
}

const scriptElements = /<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g;

async function scriptsOf(site: string, page: string): Promise<PageScripts> {
  const html = await readFile(join(site, page), "utf8");
  const modules = new Set<string>();
  const cellModules = new Set<string>();
  for (const [, script = ""] of html.matchAll(scriptElements)) {
    for (const { specifier } of importsIn(script)) {
      const file = posix.join(posix.dirname(page), specifier);
      (file.startsWith("_observablehq/") ? modules : cellModules).add(file);
    }
  }
  return { page, html, modules: [...modules], cellModules: [...cellModules] };
}

interface Import {
  readonly specifier: string;
  readonly isLate: boolean;
  /** Of the statement or the call in the script. */
  readonly start: number;
  readonly end: number;
}

function importsIn(script: string): Import[] {
  return parse(script)[0].flatMap((one) =>
    "specifier" in one && typeof one.specifier === "string"
      ? [
          {
            specifier: one.specifier,
            isLate: one.type === "dynamic",
            start: one.importStart,
            end: one.importEnd,
          },
        ]
      : [],
  );
}

/** The page with the addresses of the joined modules, fetched ahead. */
function relinked({ page, html, cellModules }: PageScripts, bundled: Bundled): string {
  const address = (file: string) => addressFrom(page, file);
  const own = bundled.get(page);
  const script = (source: string) =>
    importsIn(source).reduceRight((text, { specifier, isLate, start, end }) => {
      const file = posix.join(posix.dirname(page), specifier);
      const index = cellModules.indexOf(file);
      const statement = text.slice(start, end);
      const joined =
        index >= 0 && own && isLate
          ? `import("${address(own.file)}").then(({m${index}}) => m${index})`
          : statement.replace(specifier, address(bundled.get(file)?.file ?? file));
      return text.slice(0, start) + joined + text.slice(end);
    }, source);
  const eager = [...html.matchAll(/<link rel="modulepreload" href="([^"]+)">\n/g)]
    .map(([, href = ""]) => bundled.get(posix.join(posix.dirname(page), href)))
    .concat(own)
    .flatMap((one) => (one ? [one.file, ...one.imports] : []));
  const preloads = [...new Set(eager)].map((file) => `<link rel="modulepreload" href="${address(file)}">\n`);
  return html
    .replaceAll(scriptElements, (element, source: string) => element.replace(source, () => script(source)))
    .replaceAll(/<link rel="modulepreload" href="[^"]+">\n/g, "")
    .replace("<style>@font-face", () => `${preloads.join("")}<style>@font-face`);
}

/** Lets esbuild read a page as a module of all that its cells import, and packages from their sources. */
function frameworkModules(site: string, pages: ReadonlyMap<string, PageScripts>): Plugin {
  return {
    name: "framework-modules",
    setup({ onResolve, onLoad, resolve: find }) {
      onResolve({ filter: /^page:/ }, ({ path }) => ({
        path: path.slice(pageScheme.length),
        namespace: pageScheme.slice(0, -1),
      }));
      onLoad({ filter: /.*/, namespace: pageScheme.slice(0, -1) }, ({ path }) => ({
        contents: (pages.get(path)?.cellModules ?? [])
          .map((file, index) => `export * as m${index} from ${JSON.stringify(`./${file}`)};`)
          .join("\n"),
        resolveDir: site,
      }));
      onResolve({ filter: /\/_node\// }, ({ path }) => {
        const [, name, file] =
          /\/_node\/((?:@[^/]+\/)?[^/@]+)@[^/]+\/(.+)\.[0-9a-f]{8}\.js$/.exec(path) ?? [];
        if (name === undefined || file === undefined) throw new Error(`${path} is not of a package`);
        return find(file === "index" ? name : `${name}/${file}`, {
          kind: "import-statement",
          resolveDir: dirname(site),
        });
      });
      // Framework's client knows where libraries would be that it was not asked to ship.
      onLoad({ filter: /_observablehq[\\/][^\\/]+(?:[\\/]stdlib)?[^\\/]*\.js$/ }, async ({ path }) => {
        const source = await readFile(path, "utf8");
        const absent = importsIn(source).filter(
          ({ specifier, isLate }) => isLate && !existsSync(join(dirname(path), specifier)),
        );
        return {
          contents: absent.reduceRight(
            (text, { specifier, start, end }) =>
              `${text.slice(0, start)}Promise.reject(Error("no ${basename(specifier)}"))${text.slice(end)}`,
            source,
          ),
        };
      });
    },
  };
}
