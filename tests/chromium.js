// The Chromium of the tests.
import { fileURLToPath } from "node:url";

/** The script that starts Chromium, with the script's own arguments. */
export const CHROMIUM = fileURLToPath(new URL("chromium.sh", import.meta.url));

/** The browser that the files of this process share. If `isKept`, the files leave it open, and the queue closes it. */
export const sharedBrowser = { isKept: false, close: async () => {} };
