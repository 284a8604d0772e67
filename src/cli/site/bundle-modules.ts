import { readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join, posix, relative, resolve, sep } from "node:path";
import { init, parse } from "es-module-lexer";
import { build, type Metafile, type Plugin } from "esbuild";
import { frameworkClient } from "./framework-client.js";
import { leaveOutUnused } from "./left-out.js";
import { licenceNotices } from "./licence-notices.js";
import { pageModule } from "./page-module.js";
import { filesBelow, pagesOf } from "./site-files.js";

/** A page, and the shared scripts that every page repeats. */
interface PageScripts {
  readonly page: string;
  readonly html: string;
  /** The page's own code, as of its folder. */
  readonly code: string;
  /** Files of the site that the scripts left in the HTML import late. */
  readonly modules: readonly string[];
}

/**
 * Joins the modules of a rendered site: one for each page with what it alone uses, and shared ones with what several
 * use. Nothing is shipped that no page uses, and what is of others with its licence. `site` lies in the laid-out copy, where `sources` holds the components
 * and the model, of which Framework saw names alone, and `node_modules` the packages' sources.
 */
export async function bundleModules(site: string, sources: string): Promise<void> {
  await init;
  const pages = await Promise.all((await pagesOf(site)).map((page) => scriptsOf(site, page)));
  const shared = [...new Set(pages.flatMap(({ modules }) => modules))];
  const leaveOut = await leaveOutUnused(
    join(sources, "components"),
    pages.map(({ code }) => code),
  );
  /** `common` is part of every page's module, and so of a file that all pages share. */
  const joined = (common: readonly string[]) =>
    build({
      absWorkingDir: dirname(site),
      outdir: site,
      entryPoints: [
        ...shared.map((file) => ({ in: join(site, file), out: file.replace(/(\.[0-9a-f]{8})?\.js$/, "") })),
        ...pages.map(({ page }) => ({ in: `${pageScheme}${page}`, out: `_import/${scriptName(page)}` })),
      ],
      entryNames: "[dir]/[name].[hash]",
      chunkNames: "_import/[hash]",
      bundle: true,
      splitting: true,
      minify: true,
      charset: "utf8",
      format: "esm",
      platform: "browser",
      target: ["es2022", "chrome96", "firefox96", "safari16"],
      legalComments: "none",
      // Paths of the copy, not of where its packages really lie, so that names are the same everywhere.
      preserveSymlinks: true,
      metafile: true,
      write: false,
      logLevel: "silent",
      plugins: [
        frameworkModules(
          site,
          sources,
          new Map(pages.map(({ page, code }) => [page, withCommon(code, common)])),
        ),
        frameworkClient(site, join(dirname(site), "node_modules")),
        leaveOut,
      ],
    });
  const { outputFiles, metafile } = await joined(forAllPages(sources, (await joined([])).metafile));
  for (const file of await filesBelow(site)) if (file.endsWith(".js")) await rm(join(site, file));
  for (const folder of ["_import/components", "_import/model", "_node"]) {
    await rm(join(site, folder), { recursive: true, force: true });
  }
  for (const { path, contents } of outputFiles) await writeFile(path, contents);
  const joinedModules = Object.values(metafile.outputs).flatMap(({ inputs }) => Object.keys(inputs));
  await writeFile(join(site, "LICENSES.txt"), await licenceNotices(joinedModules));
  const bundled = bundledFiles(site, metafile);
  for (const { page, html } of pages) {
    await writeFile(join(site, page), relinked(page, withModule(page, html, bundled), bundled));
  }
}

const smallBytes = 8_000;

/**
 * Modules of ours that some pages share and that weigh more in files of their own than in one for all: those in small
 * files, and those that most pages use.
 */
function forAllPages(sources: string, { outputs }: Metafile): string[] {
  const pages = Object.values(outputs).filter(({ entryPoint }) => entryPoint?.startsWith(pageScheme));
  const isUsedByMost = (file: string) =>
    2 * pages.filter(({ imports }) => imports.some(({ path }) => path === file)).length > pages.length;
  return Object.entries(outputs)
    .filter(
      ([file, { entryPoint, bytes }]) =>
        entryPoint === undefined && (bytes < smallBytes || isUsedByMost(file)),
    )
    .flatMap(([, { inputs }]) => Object.keys(inputs).map((input) => resolve(dirname(sources), input)))
    .filter((file) => file.startsWith(sources));
}

function withCommon(code: string, common: readonly string[]): string {
  return [...common.map((file) => `import ${JSON.stringify(file)};`), code].join("\n");
}

const pageScheme = "page:";

/** Without what the build replaces by the name of a page. */
function scriptName(page: string): string {
  return page.replace(/\.html$/, "").replaceAll(/[^a-z0-9-]+/gi, "-");
}

const classicScripts = /<script>([\s\S]*?)<\/script>/g;

async function scriptsOf(site: string, page: string): Promise<PageScripts> {
  const { html, code } = await pageModule(page, await readFile(join(site, page), "utf8"));
  const modules = [...html.matchAll(classicScripts)].flatMap(([, script = ""]) =>
    importsIn(script).map(({ specifier }) => posix.join(posix.dirname(page), specifier)),
  );
  return { page, html, code, modules };
}

/** The page with its module in the place of those that Framework would fetch ahead. */
function withModule(page: string, html: string, bundled: Bundled): string {
  const own = bundled.get(page);
  if (!own) throw new Error(`the code of ${page} was not joined`);
  const preloads = own.imports.map(
    (file) => `<link rel="modulepreload" href="${addressFrom(page, file)}">\n`,
  );
  return html
    .replaceAll(/<link rel="modulepreload" href="[^"]+">\n/g, "")
    .replace(
      "</head>",
      () =>
        `${preloads.join("")}<script type="module" src="${addressFrom(page, own.file)}"></script>\n</head>`,
    );
}

/** The page with the scripts in it importing the joined modules. */
function relinked(page: string, html: string, bundled: Bundled): string {
  return html.replaceAll(classicScripts, (_, source: string) => {
    const script = importsIn(source).reduceRight((text, { specifier, start, end }) => {
      const module = posix.join(posix.dirname(page), specifier);
      return `${text.slice(0, start)}import("${addressFrom(page, bundled.get(module)?.file ?? module)}")${text.slice(end)}`;
    }, source);
    return `<script>${script}</script>`;
  });
}

/** The address of one file of a site as another writes it. */
function addressFrom(from: string, file: string): string {
  const path = posix.relative(posix.dirname(from), file);
  return path.startsWith(".") ? path : `./${path}`;
}

/** Where each page's code and each shared module went, as files of the site, with all that it imports at once. */
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

interface Import {
  readonly specifier: string;
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
            start: one.importStart,
            end: one.importEnd,
          },
        ]
      : [],
  );
}

/** Lets esbuild read a page as a module, and components from their sources. */
function frameworkModules(site: string, sources: string, code: ReadonlyMap<string, string>): Plugin {
  return {
    name: "framework-modules",
    setup({ onResolve, onLoad, resolve: resolvePackage }) {
      onResolve({ filter: /^page:/ }, ({ path }) => ({
        path: path.slice(pageScheme.length),
        namespace: pageScheme.slice(0, -1),
      }));
      onLoad({ filter: /.*/, namespace: pageScheme.slice(0, -1) }, ({ path }) => ({
        contents: code.get(path) ?? "",
        resolveDir: join(site, dirname(path)),
      }));
      onResolve({ filter: /\/_import\/.+\.[0-9a-f]{8}\.js$/ }, ({ path }) => ({
        path: join(sources, path.replace(/^.*?\/_import\//, "").replace(/\.[0-9a-f]{8}\.js$/, ".ts")),
      }));
      // A package that a page imports itself is the one that components import: shipped once, and only what is used.
      onResolve({ filter: /\/_node\/(?:@[^/]+\/)?[^/]+\/index\.[0-9a-f]{8}\.js$/ }, ({ path, importer }) => {
        if (!code.has(importer)) return undefined;
        const [, name = ""] = /\/_node\/((?:@[^/]+\/)?[^/@]+)/.exec(path) ?? [];
        return resolvePackage(name, { kind: "import-statement", resolveDir: sources });
      });
    },
  };
}
