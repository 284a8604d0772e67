import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { type Browser, chromium as playwright } from "playwright-core";

const installedBrowsers = [
  process.env.CHROME_PATH,
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

const quietArguments = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
  "--font-render-hinting=none",
];

/** Starts Chromium: the one inside the development package where it runs, else an installed one. */
export async function startChromium(): Promise<Browser> {
  const executablePath = await findChromium();
  return playwright.launch({ executablePath, args: quietArguments, headless: true });
}

async function findChromium(): Promise<string> {
  if (process.platform === "linux" && process.arch === "x64") return packagedChromium();
  const installed = installedBrowsers.find((path) => path && existsSync(path));
  if (installed) return installed;
  throw new Error("no Chrome or Chromium found; install one or name it in CHROME_PATH");
}

/** The packaged Chromium brings its own libraries, but unpacks them only where it believes that it must. */
async function packagedChromium(): Promise<string> {
  if (!systemHasLibraries()) process.env.AWS_EXECUTION_ENV ??= "AWS_Lambda_nodejs20.x";
  const { default: chromium } = await import("@sparticuz/chromium");
  return chromium.executablePath();
}

function systemHasLibraries(): boolean {
  try {
    return execFileSync("ldconfig", ["-p"], { encoding: "utf8" }).includes("libnss3.so");
  } catch {
    return false;
  }
}
