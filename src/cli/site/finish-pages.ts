import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pagesOf } from "./site-files.js";

/**
 * Mends what Framework hard-codes in every page: names the language, lets readers zoom, and adds a content security
 * policy under which the page can ask no other host for anything.
 */
export async function finishPages(site: string, language: string): Promise<void> {
  for (const page of await pagesOf(site)) {
    const file = join(site, page);
    const html = await readFile(file, "utf8");
    await writeFile(file, finishPage(html, language));
  }
}

/** One page, finished; `language` is a BCP 47 tag. */
export function finishPage(html: string, language: string): string {
  return html
    .replace("<html>", `<html lang="${language.replace(/[^\w-]/g, "")}">`)
    .replace(", maximum-scale=1", "")
    .replace('<meta charset="utf-8">', `<meta charset="utf-8">\n${policy(html)}`);
}

function policy(html: string): string {
  const scripts = [
    ...html.matchAll(/<script(?![^>]*(?:\ssrc=|application\/json))[^>]*>([\s\S]*?)<\/script>/g),
  ].map(
    ([, source]) =>
      `'sha256-${createHash("sha256")
        .update(source ?? "")
        .digest("base64")}'`,
  );
  const rules = [
    "default-src 'none'",
    `script-src 'self' ${[...new Set(scripts)].join(" ")}`.trim(),
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
  ];
  return `<meta http-equiv="Content-Security-Policy" content="${rules.join("; ")}">`;
}
