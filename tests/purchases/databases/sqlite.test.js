// Purchases of several gateway processes on one SQLite file.
import { join } from "node:path";
import { describe, it } from "node:test";
import { useFolder } from "../../stores/temporary-folder.js";
import { sellDuringFaults, sellToCrowd } from "./crowd.js";

describe("purchases with a SQLite file", { timeout: 600_000 }, () => {
  const folder = useFolder("sqlite-sale");
  /** @param {string} name @returns {import("../../stores/open-store.js").Description} */
  const store = (name) => ({ client: "better-sqlite3", url: join(folder, name) });

  it("200 shoppers at once are all served", (t) => sellToCrowd(t, store("crowd.db")));
  it("1,000 payments are one order each while processes are killed", (t) =>
    sellDuringFaults(t, store("killed.db"), []));
});
