// The packed tarball in workerd, the runtime of Cloudflare's workers.
import { basename } from "node:path";
import { after, before, describe } from "node:test";
import { Miniflare } from "miniflare";
import { workerModules } from "../../www/server/worker-modules.mjs";
import {
  contractFiles,
  inWorker,
  itKeepsContract,
  itSendsNoViolation,
  useSandbox,
} from "./suite.js";
import { installTarball } from "./tarball.js";

const ENTRY = "worker.js";

describe("the tarball in workerd", () => {
  const { installed, remove } = installTarball("workerd");
  const sandbox = useSandbox();
  /** @type {Miniflare} */
  let miniflare;
  before(
    async () => {
      // The first module is the entry.
      const files = contractFiles().sort(
        (a, b) => Number(basename(b) === ENTRY) - Number(basename(a) === ENTRY),
      );
      miniflare = new Miniflare({
        compatibilityDate: "2026-04-01",
        ...workerModules(installed, files),
      });
      await miniflare.ready;
    },
    { timeout: 60_000 },
  );
  after(async () => {
    await miniflare?.dispose();
    remove();
  });

  const dispatch = inWorker((init) => miniflare.dispatchFetch("http://worker.localhost/", init));
  itKeepsContract(sandbox, "workerd", dispatch);
  itSendsNoViolation(sandbox);
});
