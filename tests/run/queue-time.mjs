// The time of a test file in a queue.
import process from "node:process";

/** A file that takes longer fails, and its tests that have not ended fail with it. */
export const MAX_FILE_MS = Number(process.env.MAX_FILE_MS ?? 600_000);
