import { analysisSteps } from "./analysis.js";
import { contextFromEnvironment } from "./run-context.js";

// A program: computes the steps that no other step waits for, last first, into the cache that all runs share.
const context = await contextFromEnvironment();
for (const { run, isLast } of analysisSteps.toReversed()) if (isLast) await run(context);
