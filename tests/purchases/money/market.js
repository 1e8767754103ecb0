// What a sale needs besides its buyers: a partner, whoever kills, and servers that sell.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before } from "node:test";
import { mortal } from "../../gateway/server-process.js";
import { openAccount } from "./account.js";
import { startPartner } from "./partner.js";
import { reaper } from "./reaper.js";
import { codesOf } from "./verdict.js";

/** @typedef {import("./hosts/commands.js").Setting & { token: string, partner: string }} Setting */

/** For the suite that calls this. */
export function useMarket() {
  const folder = mkdtempSync(join(tmpdir(), "pressone-money-"));
  const death = reaper();
  /** @type {Awaited<ReturnType<typeof startPartner>>} */
  let partner;
  /** @type {Awaited<ReturnType<typeof death.listen>>} */
  let control;
  before(async () => {
    partner = await startPartner(death);
    control = await death.listen();
  });
  after(async () => {
    await partner.close();
    await control.close();
    rmSync(folder, { recursive: true, force: true });
  });

  return {
    strike: death.strike,
    over: death.over,
    /**
     * A server that sells to one group of buyers, until the test ends.
     *
     * @param {import("node:test").TestContext} t
     * @param {string} who
     * @param {(setting: Setting) => import("../../gateway/server-process.js").Command} command
     */
    async open(t, who, command) {
      const { sandbox, offers, ...access } = await openAccount(partner, who);
      /** @param {string} what */
      const place = (what) => join(folder, `${who}-${what}`);
      const setting = { folder: place("storage"), control: control.url, partner: partner.url };
      const server = mortal(command({ ...setting, ...access }));
      t.after(() => server.end());
      return {
        offers,
        server,
        place,
        /** How often it was killed, by the points. */
        kills: death.over(who, server.restart),
        /** No harm befalls these buyers any more. */
        calm: () => death.spare(who),
        /** What the partner has seen of these buyers. */
        books: () => ({
          codes: codesOf(sandbox),
          arrivals: partner.arrivals,
          played: partner.played.get(who) ?? new Map(),
          violations: sandbox.violations,
        }),
      };
    },
  };
}
