import { createGrpcTransport, Http2SessionManager } from "@connectrpc/connect-node";
import { EdrResponseClient, interceptorsOf, type ClientOptions } from "./client.js";

/** How to reach a gateway from Node.js. */
export interface NodeOptions extends ClientOptions {
  /** PEM of the certificate authority to trust instead of the system's. */
  readonly ca?: string | Buffer;
  /** PEM of the client's certificate, for mutual TLS. */
  readonly cert?: string | Buffer;
  /** PEM of its key. */
  readonly key?: string | Buffer;
}

/** A client over gRPC: "https://host:port", or "http://host:port" for cleartext HTTP/2. */
export function connect(address: string, options: NodeOptions = {}): EdrResponseClient {
  const { ca, cert, key, token } = options;
  // Pings keep NATs open and find dead connections within seconds; a stream that breaks is resumed.
  const sessionManager = new Http2SessionManager(address, { pingIntervalMs: 20_000, pingTimeoutMs: 10_000 }, { ca, cert, key });
  const transport = createGrpcTransport({ baseUrl: address, sessionManager, interceptors: interceptorsOf(address, token) });
  return new EdrResponseClient(transport, options, () => sessionManager.abort());
}
