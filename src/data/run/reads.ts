import { AsyncLocalStorage } from "node:async_hooks";

/**
 * What a computation looked at, by name: "data" (the contents of the data folder), "asOf", "audience", a setting
 * ("settings.currency") or the result of a costly step ("step.inputs").
 */
export type Reads = Set<string>;

const recorder = new AsyncLocalStorage<Reads>();

/** Notes that the computation that runs just now, if one is being watched, looked at what is named. */
export function noteRead(name: string): void {
  recorder.getStore()?.add(name);
}

/** The reads of the computation that runs just now; undefined when none is watched. */
export function currentReads(): Reads | undefined {
  return recorder.getStore();
}

/** Runs a computation and adds to `reads` all that it looks at, also after it has awaited something. */
export function watchReads<Result>(reads: Reads, compute: () => Promise<Result>): Promise<Result> {
  return recorder.run(reads, compute);
}

/** The same object, with every look at one of its own keys noted under `prefix`. */
export function noteReadsOf<Value extends object>(prefix: string, value: Value): Value {
  return new Proxy(value, {
    get(target, key, receiver) {
      if (typeof key === "string") noteRead(`${prefix}.${key}`);
      return Reflect.get(target, key, receiver);
    },
    has(target, key) {
      if (typeof key === "string") noteRead(`${prefix}.${key}`);
      return Reflect.has(target, key);
    },
  });
}
