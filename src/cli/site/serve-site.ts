import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import compression from "compression";
import serveStatic from "serve-handler";

/** `compression` is typed for Express, and made for any Node server. */
type Middleware = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;

/** A running server of one report. */
export interface ServedSite {
  readonly address: string;
  close(): Promise<void>;
}

/** Serves a built site on localhost as a static host would: compressed, with ranges, and `/icp` where `/icp.html` is meant. */
export async function serveSite(site: string, port = 0): Promise<ServedSite> {
  const compress = compression() as unknown as Middleware;
  const server = createServer((request, response) => {
    const answer = () =>
      void serveStatic(request, response, {
        public: site,
        // Addresses with an ending are served as they are: a redirect would hide a link that other hosts cannot serve.
        cleanUrls: ["!/**/*.html"],
        symlinks: true,
        directoryListing: false,
      });
    // A range is of the file's own bytes, which a compressed answer would no longer be.
    if (request.headers.range) answer();
    else compress(request, response, answer);
  });
  await listen(server, port);
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => resolve());
  });
}
