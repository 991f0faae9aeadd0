import { createGrpcWebTransport } from "@connectrpc/connect-web";
import { EdrResponseClient, interceptorsOf, type ClientOptions } from "./client.js";

/** A client over gRPC-Web, for pages of the same origin as the address: the gateway does not take calls of foreign origins. */
export function connect(address: string, options: ClientOptions = {}): EdrResponseClient {
  return new EdrResponseClient(createGrpcWebTransport({ baseUrl: address, interceptors: interceptorsOf(address, options.token) }), options);
}
