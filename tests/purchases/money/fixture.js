// The processes of a money test: a partner, a killer, and sellers.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before } from "node:test";
import { startServer } from "../../gateway/server-process.js";
import { openAccount } from "../shared/account.js";
import { codesByReference } from "../shared/ledger.js";
import { createKiller } from "./killer.js";
import { startPartner } from "./partner.js";
import { findPlan } from "./purchase-plan.js";

/**
 * @typedef {import("./seller/engines.js").Setting & { token: string, partnerUrl: string }} SellerSetting
 * @typedef {(setting: SellerSetting) => import("../../gateway/server-process.js").Command} SellerCommand
 */

/** Starts the partner before the tests of a suite, and ends it after them. */
export function useFixture() {
  const folder = mkdtempSync(join(tmpdir(), "pressone-money-"));
  const killer = createKiller();
  /** @type {import("./partner.js").Partner} */
  let partner;
  /** @type {Awaited<ReturnType<typeof killer.listen>>} */
  let killServer;
  before(async () => {
    partner = await startPartner(killer);
    killServer = await killer.listen();
  });
  after(async () => {
    await partner.close();
    await killServer.close();
    rmSync(folder, { recursive: true, force: true });
  });

  return {
    killer,
    /**
     * Starts a seller for one group of buyers. It ends with the test.
     *
     * @param {import("node:test").TestContext} t
     * @param {string} group
     * @param {SellerCommand} command
     */
    async openSeller(t, group, command) {
      const { url, sandbox } = partner.world(group);
      const { token, offers } = await openAccount(url, sandbox);
      /** @param {string} purpose */
      const folderFor = (purpose) => join(folder, `${group}-${purpose}`);
      const server = startServer(
        command({
          folder: folderFor("storage"),
          killUrl: killServer.url,
          access: { partner: url, credentials: sandbox.credentials },
          partnerUrl: partner.url,
          token,
        }),
      );
      t.after(() => server.end());
      return {
        offers,
        server,
        folderFor,
        kills: killer.setTarget(group, server.restart),
        /** Waits until no order has been on its way for so long. @param {number} ms */
        quiet: (ms) => partner.quiet(group, ms),
        /** Returns the partner's records of this group. */
        records: () => ({
          codes: codesByReference(sandbox, (description) => findPlan(description)?.reference),
          arrivals: partner.arrivals,
          injected: partner.injected.get(group) ?? new Map(),
          violations: sandbox.violations,
        }),
      };
    },
  };
}
