import { readFile } from "node:fs/promises";
import { connect } from "@edrgrpc/client/node";
import { play, type Connect, type Step } from "./steps.js";

const { steps } = JSON.parse(await readFile(process.env["EDRGRPC_SCENARIO"]!, "utf8")) as { steps: Step[] };
const ca = await readFile(process.env["EDRGRPC_CA_FILE"]!);
const open: Connect = (token) => connect(`https://${process.env["EDRGRPC_ADDRESS"]}`, { ca, ...(token ? { token: () => token } : {}) });
const client = open(process.env["EDRGRPC_TOKEN"]);
const restart = async () => (await fetch(`${process.env["EDRGRPC_CONTROL_URL"]}/restart`, { method: "POST" })).status;
for (const step of steps) {
  const line = await play(open, client, restart, step);
  console.log(JSON.stringify(line));
  process.exitCode ||= line.ok ? 0 : 1;
}
client.close();
