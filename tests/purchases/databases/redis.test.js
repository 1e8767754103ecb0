// Purchases of several gateway processes on one Redis server.
import { before, describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { useClosers } from "../../stores/closers.js";
import { startRedis } from "../../stores/servers/redis.js";
import { sellDuringFaults, sellToCrowd } from "./crowd.js";

describe("purchases with Redis", { timeout: 600_000 }, () => {
  const close = useClosers();
  /** @type {Awaited<ReturnType<typeof startRedis>>} */
  let server;
  before(async () => {
    server = await startRedis();
    close(server.close);
  });

  /** @param {"redis" | "ioredis"} client @param {string} prefix */
  const store = (client, prefix) => ({ client, url: server.url, prefix });

  it("200 shoppers at once are all served", (t) => sellToCrowd(t, store("redis", "crowd")));

  it("1,000 payments are one order each while processes and the server fail", (t) =>
    sellDuringFaults(t, store("ioredis", "killed"), [
      server.crash,
      async () => {
        server.pause();
        await sleep(1_500);
        server.resume();
      },
    ]));
});
