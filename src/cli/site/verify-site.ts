import { readFileSync } from "node:fs";
import { join } from "node:path";
import { init, parse } from "es-module-lexer";
import { filesBelow } from "./site-files.js";

/** One reason why a built site must not be published. */
export interface SiteFault {
  readonly file: string;
  readonly fault: string;
}

/**
 * Reads a built site the way a stranger's browser would meet it, and returns every fault that Framework lets pass:
 * a cell that failed to parse, an import that no browser can resolve, a reference to another host, a link or file
 * that is not there, data that is not JSON.
 */
export async function verifySite(site: string): Promise<SiteFault[]> {
  await init;
  const files = await filesBelow(site);
  const present = new Set(files);
  const faults: SiteFault[] = [];
  if (!present.has("index.html")) faults.push({ file: "index.html", fault: "the page is missing" });
  for (const file of files) {
    if (!/\.(html|js|css|json)$/.test(file)) continue;
    const text = readFileSync(join(site, file), "utf8");
    const found = file.endsWith(".html")
      ? pageFaults(file, text, present)
      : file.endsWith(".json")
        ? jsonFaults(text)
        : file.endsWith(".css")
          ? styleFaults(text)
          : scriptFaults(file, text, present);
    faults.push(...found.map((fault) => ({ file, fault })));
  }
  return faults;
}

function pageFaults(file: string, html: string, present: ReadonlySet<string>): string[] {
  const faults: string[] = [];
  if (/class="[^"]*observablehq--error/.test(html)) faults.push("a cell does not parse");
  for (const [, address] of html.matchAll(
    /<(?:link|img|script|source|iframe)\b[^>]*?\s(?:href|src)="([^"]+)"/g,
  )) {
    faults.push(...addressFaults(file, address ?? "", present));
  }
  const links = [...html.matchAll(/<a\b[^>]*?\shref="([^"]+)"/g)].map(([, address = ""]) => address);
  faults.push(...linkFaults(file, links, present));
  for (const [, files = "{}"] of html.matchAll(/<script type="application\/json"[^>]*>(.*?)<\/script>/g)) {
    for (const address of Object.values(JSON.parse(files) as Record<string, string>)) {
      faults.push(...addressFaults(file, address, present));
    }
  }
  faults.push(...styleFaults(html));
  for (const [, script] of html.matchAll(/<script type="module">([\s\S]*?)<\/script>/g)) {
    faults.push(...scriptFaults(file, script ?? "", present));
  }
  return faults;
}

function scriptFaults(file: string, script: string, present: ReadonlySet<string>): string[] {
  const imports = importsOf(script).flatMap((specifier) =>
    /^\.{0,2}\//.test(specifier)
      ? addressFaults(file, specifier, present)
      : [`imports "${specifier}", which no browser can resolve`],
  );
  // Markup that pages share lies in scripts, in the folder of which its links are.
  const links = [...script.matchAll(/<a\b[^>]*?\shref=\\"([^"\\]+)/g)].map(([, address = ""]) => address);
  return [...imports, ...linkFaults(file, links, present)];
}

function linkFaults(file: string, links: readonly string[], present: ReadonlySet<string>): string[] {
  return links
    .filter((address) => !/^(https?:|mailto:)/.test(address))
    .flatMap((address) => addressFaults(file, address, present));
}

/** Specifiers of a module's imports, static and dynamic; those computed at run time cannot be known. */
function importsOf(script: string): string[] {
  const [imports] = parse(script);
  return imports.flatMap((one) =>
    "specifier" in one && typeof one.specifier === "string" ? [one.specifier] : [],
  );
}

function styleFaults(style: string): string[] {
  return [...style.matchAll(/(?:url\(\s*|@import\s+)["']?((?:https?:)?\/\/[^"')\s]+)/g)]
    .filter(([, address]) => !address?.startsWith("http://www.w3.org/"))
    .map(([, address]) => `asks another host: ${address}`);
}

function jsonFaults(text: string): string[] {
  try {
    JSON.parse(text);
    return [];
  } catch {
    return ["is not JSON"];
  }
}

function addressFaults(from: string, address: string, present: ReadonlySet<string>): string[] {
  if (/^(#|data:|blob:)/.test(address)) return [];
  if (/^([a-z]+:)?\/\//i.test(address)) return [`asks another host: ${address}`];
  const path = decodeURIComponent(new URL(address, `http://site/${from}`).pathname.slice(1));
  if (present.has(path) || present.has(`${path}index.html`)) return [];
  return present.has(`${path}.html`)
    ? [
        `points at ${address}, which only some hosts can serve; write ${address.replace(/(?=[?#]|$)/, ".html")}`,
      ]
    : [`points at ${address}, which is not there`];
}
