import { createServer } from "node:net";
import { UserError } from "./user-error.js";

/** The highest port that there is. */
export const lastPort = 65_535;

/** Refuses a port of this machine that cannot be served on. */
export async function refuseTakenPort(port: number): Promise<void> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  }).catch((error: unknown) => {
    throw portError(port, error);
  });
  await new Promise((resolve) => server.close(resolve));
}

/** What to say where a port could not be listened on; any other error as it is. */
export function portError(port: number, error: unknown): unknown {
  const code = error instanceof Error && "code" in error ? error.code : null;
  if (code === "EADDRINUSE") return new UserError(`port ${port} is taken; name another with --port`);
  if (code === "EACCES")
    return new UserError(`port ${port} is not for everybody; name one from 1024 with --port`);
  return error;
}
