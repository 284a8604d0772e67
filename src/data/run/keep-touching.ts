import { Worker } from "node:worker_threads";

/** Touches each file that it was told of, every second, until it is told again. */
const program = `
  const { parentPort } = require("node:worker_threads");
  const { utimesSync } = require("node:fs");
  const files = new Set();
  parentPort.on("message", (file) => files.delete(file) || files.add(file));
  setInterval(() => {
    const now = new Date();
    for (const file of files) try { utimesSync(file, now, now); } catch {}
  }, 1000);
`;

let worker: Worker | undefined;

/**
 * Touches a file every second until the returned function is called: from another thread, since this one computes for
 * seconds, on large data for minutes, without looking up. It ends with the process, however that ends.
 */
export function keepTouching(file: string): () => void {
  const thread = worker ?? start();
  thread.postMessage(file);
  return () => thread.postMessage(file);
}

function start(): Worker {
  const thread = new Worker(program, {
    eval: true,
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: 16 },
  });
  thread.unref();
  // Without it a lock may be lost, and a result computed twice.
  thread.on("error", () => {
    worker = undefined;
  });
  worker = thread;
  return thread;
}
