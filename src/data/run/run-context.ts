import { join, resolve } from "node:path";
import { inputError } from "../../warehouse/input-error.js";
import { headerKey } from "../../warehouse/read/header.js";
import { loadSettings } from "../../warehouse/settings/load-settings.js";
import type { Settings } from "../../warehouse/settings/settings.js";
import { contentDigest } from "../../warehouse/settings/settings-digest.js";
import type { Audience } from "../audience/audience.js";
import { dataDigest } from "./data-digest.js";
import { type PreviousReport, readPreviousReport } from "./previous-report.js";
import { projectRoot } from "./project-root.js";
import { noteRead, noteReadsOf } from "./reads.js";
import { diskCache, type StepCache } from "./step-cache.js";

/** What one run of the notebook is about; every step is a function of it. */
export interface RunContext {
  readonly dataFolder: string;
  /** Size of the data folder's files together. */
  readonly dataBytes: number;
  readonly settings: Settings;
  /** The as-of date asked for on the command line; null leaves it to the settings and the data. */
  readonly asOf: string | null;
  /** null: all columns may be shown. */
  readonly audience: Audience | null;
  /** The report that this one is compared with; null: none was given. */
  readonly previous: PreviousReport | null;
  /** null: nothing is kept between processes. */
  readonly cache: StepCache | null;
}

const ownCacheFolder = join(projectRoot, ".bellwether", "cache", "steps");

/** The context of a data folder: reads the settings, and lets the cache see what each step looks at. */
export async function openContext(options: {
  dataFolder: string;
  asOf: string | null;
  audience: string | null;
  /** Folder of an earlier report or of its exports. */
  previous?: string | null;
  /** Where results of costly steps are kept between runs; safe to delete at any time. */
  cacheFolder?: string;
}): Promise<RunContext> {
  const dataFolder = resolve(options.dataFolder);
  const settings = await loadSettings(dataFolder);
  const audience = options.audience === null ? null : namedAudience(settings, options.audience);
  const previous = options.previous ? await readPreviousReport(options.previous) : null;
  const data = await dataDigest(dataFolder, settings);
  const seen: Readonly<Record<string, unknown>> = {
    data: data.digest,
    asOf: options.asOf,
    audience,
    previous,
  };
  const context: RunContext = {
    get dataFolder() {
      noteRead("data");
      return dataFolder;
    },
    dataBytes: data.bytes,
    settings: noteReadsOf("settings", settings),
    get asOf() {
      noteRead("asOf");
      return options.asOf;
    },
    get audience() {
      noteRead("audience");
      return audience;
    },
    get previous() {
      noteRead("previous");
      return previous;
    },
    get cache() {
      return cache;
    },
  };
  const cache = diskCache(options.cacheFolder ?? ownCacheFolder, {
    context,
    digestOf(read) {
      if (read === "everything") return contentDigest({ ...seen, settings });
      const [first = "", key] = read.split(".");
      return contentDigest(first === "settings" ? settings[key as keyof Settings] : seen[first]);
    },
    isUnchanged: data.isUnchanged,
  });
  return context;
}

function namedAudience(settings: Settings, name: string): Audience {
  const audience = Object.hasOwn(settings.audiences, name) ? settings.audiences[name] : undefined;
  if (audience) return { name, columns: audience.columns.map(headerKey) };
  const known = Object.keys(settings.audiences).join(", ") || "none yet";
  throw inputError({
    file: "targeting.yaml",
    key: "audiences",
    value: name,
    message: `there is no audience ${JSON.stringify(name)}; the settings have: ${known}`,
  });
}

/** The context of a loader that Framework's preview started: `bellwether dev` says in the environment what it reads. */
export async function contextFromEnvironment(): Promise<RunContext> {
  return openContext({
    dataFolder: process.env.BELLWETHER_DATA ?? join(projectRoot, "data", "sample"),
    asOf: process.env.BELLWETHER_AS_OF ?? null,
    audience: null,
  });
}
