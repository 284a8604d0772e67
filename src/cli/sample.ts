import { writeSampleWorld } from "../data/sample/sample-world.js";
import { refuseForeignWorld } from "./output-folder.js";
import { say, shellWord } from "./terminal.js";
import { UserError } from "./user-error.js";

interface SampleOptions {
  readonly out: string;
  readonly clients: number;
  readonly prospects: number;
  readonly transactions?: number;
  readonly seed: number;
}

/** `bellwether sample`: writes a synthetic world with its truth.json in the place of an earlier one only, and prints how hard it is. */
export async function sample({ out, ...options }: SampleOptions): Promise<void> {
  await refuseForeignWorld(out);
  const difficulty = await writeSampleWorld(options, out).catch((error: unknown) => {
    if (error instanceof RangeError) throw new UserError(error.message, { isCall: true });
    throw error;
  });
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
  say(
    [
      `A world with ${options.clients} clients and ${options.prospects} prospects is in ${out} (seed ${options.seed}).`,
      `  Firmographics explain ${percent(difficulty.explainedVariance)} of the variance of log CLV.`,
      `  The best tenth of the prospects holds ${percent(difficulty.topTenthShare)} of their expected CLV;`,
      `  sorting by company size finds ${percent(difficulty.foundBySize)} of that.`,
      `Publish its report: npm run build -- --data ${shellWord(out)}`,
    ].join("\n"),
  );
}
