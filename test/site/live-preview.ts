import { createServer } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import type { ProjectCopy } from "../faults/project-copy.js";

/** A running `bellwether dev`. */
export interface LivePreview {
  readonly address: string;
  close(): Promise<void>;
}

/** Starts the live preview of a project's copy over a data folder, and waits until it answers. */
export async function startPreview(project: ProjectCopy, data: string): Promise<LivePreview> {
  const port = await freePort();
  const child = project.start(["dev", "--data", data, "--port", String(port)]);
  const address = `http://127.0.0.1:${port}/`;
  // A file that every page loads: to render one to see that somebody answers takes seconds.
  while (
    !(await fetch(`${address}_observablehq/client.js`).then(
      ({ ok }) => ok,
      () => false,
    ))
  ) {
    if (child.exitCode !== null) throw new Error("the preview ended before it answered");
    await wait(100);
  }
  return {
    address,
    async close() {
      const ended = new Promise((resolve) => child.once("exit", resolve));
      if (child.pid !== undefined) process.kill(-child.pid, "SIGTERM");
      await ended;
    },
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = typeof address === "object" && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}
