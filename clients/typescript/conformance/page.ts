import { connect } from "@edrgrpc/client/web";
import { play, type Line, type Step } from "./steps.js";

// The page's own origin forwards to the gateway's gRPC-Web address, and /control to the driver.
const client = connect(location.origin);
const restart = async () => (await fetch("/control/restart", { method: "POST" })).status;
Object.assign(globalThis, { play: (step: Step): Promise<Line> => play(client, restart, step) });
