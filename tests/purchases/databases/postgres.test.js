// Purchases of several gateway processes on one PostgreSQL server, also through PgBouncer.
import { before, describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { useClosers } from "../../stores/closers.js";
import { startPgBouncer, startPostgres } from "../../stores/servers/postgres.js";
import { sellDuringFaults, sellToCrowd } from "./crowd.js";

/** The connections of each pool. */
const CONNECTIONS = 10;

describe("purchases with PostgreSQL", { timeout: 600_000 }, () => {
  const close = useClosers();
  /** @type {Awaited<ReturnType<typeof startPostgres>>} */
  let server;
  before(async () => {
    server = await startPostgres();
    close(server.close);
  });

  /** @param {string} prefix @param {string} [url] @returns {import("../../stores/open-store.js").Description} */
  const store = (prefix, url = server.url) => ({
    client: "pg",
    url,
    prefix,
    connections: CONNECTIONS,
  });

  it("200 shoppers at once are all served over 10 connections", (t) =>
    sellToCrowd(t, store("crowd")));

  it("200 shoppers at once are all served through PgBouncer in transaction mode", async (t) => {
    const bouncer = await startPgBouncer(server);
    t.after(bouncer.close);
    await sellToCrowd(t, store("bounced", bouncer.url));
  });

  it("1,000 payments are one order each while processes and the server fail", (t) =>
    sellDuringFaults(t, store("killed"), [
      server.crash,
      async () => {
        server.pause();
        await sleep(1_500);
        server.resume();
      },
    ]));
});
