import { fileURLToPath } from "node:url";
import { costlyModules } from "./code-digest.js";
import { currentReads, type Reads, watchReads } from "./reads.js";
import type { RunContext } from "./run-context.js";

/** One step of the notebook: a function of the run's context, computed once for each context. */
export type Step<Result> = (context: RunContext) => Promise<Result>;

/** The costly steps that this process knows, by name. */
const costlySteps = new Map<string, Step<unknown>>();

interface StepOptions {
  /** True: the result is kept on disk, and must survive JSON. */
  readonly costly?: boolean;
  /**
   * `import.meta.url` of the module that defines a costly step and exports nothing else that runs: the result is then
   * kept until that module's own imports change. Without it, any edit below `src/` but pages and components counts.
   */
  readonly module?: string;
}

/**
 * A step from its computation.
 *
 * Within a process each step runs once per context, however many loaders ask for it. A `costly` step also goes
 * through the context's disk cache; its result is the same whether it was found or computed. A failed computation is
 * not kept.
 */
export function defineStep<Result>(
  name: string,
  compute: (context: RunContext) => Promise<Result>,
  { costly = false, module }: StepOptions = {},
): Step<Result> {
  const file = module === undefined ? null : fileURLToPath(module);
  if (costly && file !== null) costlyModules.add(file);
  const results = new WeakMap<RunContext, { result: Promise<Result>; reads: Reads }>();

  const start = (context: RunContext): { result: Promise<Result>; reads: Reads } => {
    const reads: Reads = new Set();
    const { cache } = context;
    if (costly && cache?.serves(context)) {
      const result = watchReads(new Set(), () =>
        cache.remember({
          name,
          module: file,
          compute: () => compute(context),
          runOther: (other) => costlySteps.get(other)?.(context) ?? null,
        }),
      );
      return { result, reads: reads.add(`step.${name}`) };
    }
    return { result: watchReads(reads, () => compute(context)), reads };
  };

  const step: Step<Result> = async (context) => {
    const caller = currentReads();
    let one = results.get(context);
    if (!one) {
      one = start(context);
      results.set(context, one);
      one.result.catch(() => results.delete(context));
    }
    const result = await one.result;
    for (const read of one.reads) caller?.add(read);
    return result;
  };
  if (costly) costlySteps.set(name, step);
  return step;
}
