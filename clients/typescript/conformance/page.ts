import { connect } from "@edrgrpc/client/web";
import { play, type Connect, type Line, type Step } from "./steps.js";

// The page's own origin forwards to the gateway's gRPC-Web address, and /control to the driver.
const open: Connect = (token) => connect(location.origin, token ? { token: () => token } : {});
const restart = async () => (await fetch("/control/restart", { method: "POST" })).status;
let client: ReturnType<Connect> | undefined;
Object.assign(globalThis, { play: (step: Step, token: string): Promise<Line> => play(open, (client ??= open(token)), restart, step) });
