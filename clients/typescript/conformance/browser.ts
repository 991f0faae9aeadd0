import { readFile, mkdtemp, rm } from "node:fs/promises";
import { request, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";
import type { Line, Step } from "./steps.js";

// Plays the scenario in headless Chromium over gRPC-Web. The gateway takes no calls of foreign origins, and needs none here: the page
// is served from the origin that also forwards to the gateway, as a reverse proxy in front of both would do.
const web = process.env["EDRGRPC_WEB_URL"]!;
const control = process.env["EDRGRPC_CONTROL_URL"]!;
const bundle = await readFile(new URL("./page.bundle.js", import.meta.url));
const { steps } = JSON.parse(await readFile(process.env["EDRGRPC_SCENARIO"]!, "utf8")) as { steps: Step[] };

// Over TLS: the client sends no token in clear.
const [cert, key] = await Promise.all(["EDRGRPC_CA_FILE", "EDRGRPC_KEY_FILE"].map((name) => readFile(process.env[name]!)));
const token = process.env["EDRGRPC_TOKEN"]!;
const server = createServer({ cert, key }, (incoming, outgoing) => {
  if (incoming.url === "/") {
    outgoing.setHeader("content-type", "text/html").end('<!doctype html><script src="/page.js"></script>');
  } else if (incoming.url === "/page.js") {
    outgoing.setHeader("content-type", "text/javascript").end(bundle);
  } else if (incoming.url!.startsWith("/control/")) {
    forward(control + incoming.url!.slice("/control".length), incoming, outgoing);
  } else {
    forward(web + incoming.url, incoming, outgoing);
  }
});
await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));

function forward(url: string, incoming: IncomingMessage, outgoing: ServerResponse): void {
  const forwarded = request(url, { method: incoming.method, headers: { ...incoming.headers, host: new URL(url).host } }, (answer) => {
    outgoing.writeHead(answer.statusCode!, answer.headers);
    outgoing.flushHeaders();
    answer.on("error", () => outgoing.destroy()).pipe(outgoing);
  });
  forwarded.on("error", () => (outgoing.headersSent ? outgoing.destroy() : outgoing.writeHead(502).end()));
  outgoing.on("close", () => forwarded.destroy());
  incoming.pipe(forwarded);
}

const profile = await mkdtemp(join(tmpdir(), "edrgrpc-chromium-"));
// Without these a browser calls home at every start.
const quiet = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
const trusting = ["--ignore-certificate-errors"];
const context = await chromium.launchPersistentContext(profile, { executablePath: "/usr/bin/chromium", chromiumSandbox: false, args: [...quiet, ...trusting], ignoreHTTPSErrors: true });
try {
  const page = await context.newPage();
  page.on("pageerror", (error) => console.error(error));
  await page.goto(`https://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  for (const step of steps) {
    const line = await page.evaluate(
      ([one, bearer]) => (globalThis as unknown as { play(step: Step, token: string): Promise<Line> }).play(one, bearer),
      [step, token] as const,
    );
    console.log(JSON.stringify(line));
    process.exitCode ||= line.ok ? 0 : 1;
  }
} finally {
  await context.close();
  await rm(profile, { recursive: true, force: true });
  server.closeAllConnections();
  server.close();
}
