// The Chromium of the tests.
import { fileURLToPath } from "node:url";

/** Starts it, with the arguments that it gets. */
export const CHROMIUM = fileURLToPath(new URL("chromium.sh", import.meta.url));

/** The browser of this process. `isKept`: whoever runs the files closes it, after the last one. */
export const ofProcess = { isKept: false, close: async () => {} };
