import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { projectRoot } from "../project.js";

/** What a published report holds beside the packages whose modules are joined: the typefaces. */
const alwaysShipped = ["@fontsource-variable/source-sans-3", "@fontsource-variable/source-serif-4"].map(
  (name) => `node_modules/${name}`,
);

/**
 * The licences of all that a report ships of others, as one text: packages with the same words stand together. `modules`
 * are the files that were joined, by paths that hold `node_modules`. Throws where a package has no licence to pass on.
 */
export async function licenceNotices(modules: Iterable<string>): Promise<string> {
  const packages = new Set([...alwaysShipped, ...[...modules].flatMap(packageOf)]);
  const byText = new Map<string, string[]>();
  for (const folder of [...packages].sort()) {
    const { name, version } = JSON.parse(await readFile(join(projectRoot, folder, "package.json"), "utf8"));
    const text = await licenceOf(join(projectRoot, folder));
    byText.set(text, [...(byText.get(text) ?? []), `${name} ${version}`]);
  }
  const parts = [...byText].map(([text, names]) => `${names.join(", ")}\n\n${text}\n`);
  return ["This report holds work of others, under the licences below.\n", ...parts].join(
    `\n${"-".repeat(80)}\n\n`,
  );
}

/** The folder of the package that a module is of, from the project's; none for one of our own. */
function packageOf(module: string): string[] {
  const path = module.replaceAll("\\", "/");
  const [folder = ""] = /node_modules\/(?:.*\/node_modules\/)?(?:@[^/]+\/)?[^/]+/.exec(path) ?? [];
  return folder === "" ? [] : [folder];
}

async function licenceOf(folder: string): Promise<string> {
  const files = (await readdir(folder)).filter((file) => /^(licen[cs]e|copying|notice)(\.\w+)?$/i.test(file));
  if (files.length === 0) throw new Error(`${folder} has no licence to pass on`);
  const texts = await Promise.all(files.sort().map((file) => readFile(join(folder, file), "utf8")));
  return texts.map((text) => text.replaceAll("\r\n", "\n").trim()).join("\n\n");
}
