import { type WorldDifficulty, worldDifficulty } from "../../model/world/difficulty.js";
import { generateWorld } from "../../model/world/generate-world.js";
import { SAMPLE_SEED, type WorldOptions } from "../../model/world/options.js";
import { writeWorld } from "./write-world.js";

/** The seed of the world in `data/sample`. */
export const sampleSeed = SAMPLE_SEED;

/** Makes a synthetic world, writes it into a folder, and says how hard it is to find value in it. */
export async function writeSampleWorld(options: WorldOptions, folder: string): Promise<WorldDifficulty> {
  const world = generateWorld(options);
  await writeWorld(world, folder);
  return worldDifficulty(world.truth);
}
