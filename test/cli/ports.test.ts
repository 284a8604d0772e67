import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, it } from "vitest";
import { dev } from "../../src/cli/dev/dev.js";
import { refuseTakenPort } from "../../src/cli/ports.js";

const server = createServer();
let port: number;
beforeEach(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  port = (server.address() as AddressInfo).port;
});
afterEach(() => void server.close());

it("is refused by the live preview, with what to do, where another program has it", async () => {
  await expect(dev({ data: "data/sample", port })).rejects.toThrow(
    `port ${port} is taken; name another with --port`,
  );
  server.close();
  await expect(refuseTakenPort(port)).resolves.toBeUndefined();
});
