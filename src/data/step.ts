import type { RunContext } from "./run-context.js";

/** One step of the notebook: a function of the run's context, computed once for each context. */
export type Step<Result> = (context: RunContext) => Promise<Result>;

/**
 * A step from its computation.
 *
 * Within a process each step runs once per context, however many loaders ask for it. A `costly` step also goes
 * through the context's disk cache; its result must survive JSON, and is the same whether it was found or computed.
 * A failed computation is not kept.
 */
export function defineStep<Result>(
  name: string,
  compute: (context: RunContext) => Promise<Result>,
  { costly = false }: { costly?: boolean } = {},
): Step<Result> {
  const results = new WeakMap<RunContext, Promise<Result>>();
  return (context) => {
    const known = results.get(context);
    if (known) return known;
    const result =
      costly && context.cache ? context.cache.remember(name, () => compute(context)) : compute(context);
    results.set(context, result);
    result.catch(() => results.delete(context));
    return result;
  };
}
