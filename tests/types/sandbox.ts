// Tests of a shop, over the sandbox. They compile in strict mode.
import { RateLimitedError } from "pressone-esim/errors";
import { createClient } from "pressone-esim/partner";
import {
  createSandbox,
  type Fault,
  ICCIDS,
  type LoggedRequest,
  type Sandbox,
  type SandboxOptions,
  SHAPES,
} from "pressone-esim/sandbox";
import { type SandboxServer, startSandbox } from "pressone-esim/sandbox/server";

const options: SandboxOptions = {
  now: () => 0,
  balance: 10.5,
  shapes: { ids: "big", numbersAsText: true },
  settings: { historyWindowMs: 0, listedAfterMs: 1_000 },
  describe: (text, index) => `${index}: ${text}`,
};
const sandbox: Sandbox = createSandbox(options);
createSandbox({ shapes: "everything irregular" });
const { baseUrl, credentials, fetch } = sandbox;
await createClient({ baseUrl, credentials, fetch });
const response: Response = await sandbox.fetch(new URL(baseUrl), { method: "POST" });

const fault: Fault = { endpoint: "submit", kind: "cut-after", times: "always" };
sandbox.faults.add([fault, { endpoint: "data", kind: "latency", ms: 20 }]);
sandbox.shapes.set("newer");
sandbox.shapes.set({ validationStatus: 400 });
sandbox.configure({ cors: true });
sandbox.setOrderStatus(sandbox.ledger.orders[0]?.code ?? "", "refunded");
const requests: readonly LoggedRequest[] = sandbox.requests;
const iccid: string = ICCIDS.active;

// @ts-expect-error There is no such kind.
sandbox.faults.add({ endpoint: "submit", kind: "flood" });
// @ts-expect-error There is no such endpoint.
sandbox.faults.add({ endpoint: "basket", kind: "hang" });
// @ts-expect-error The switch has other values.
sandbox.shapes.set({ ids: "huge" });
// @ts-expect-error There is no such preset.
createSandbox({ shapes: "future" });
// @ts-expect-error The balance is a number.
createSandbox({ balance: "10" });
// @ts-expect-error There is no such status.
sandbox.setOrderStatus(1, "lost");

const server: SandboxServer = await startSandbox({ port: 0, host: "::1", cors: true, ...options });
const world: Sandbox = server.worlds.get("test-1");
await server.close();

const limited = new RateLimitedError({ message: "Too many requests.", retryAfterMs: 1_000 });
const kind: "rate_limited" = limited.kind;

export const used = [response, requests, iccid, SHAPES, world, kind];
