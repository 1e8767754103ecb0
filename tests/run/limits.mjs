// The limits of test files, which run in processes of their own or in those of the queue.
import process from "node:process";

/** The files that run at once. Most of a file's time is waiting. Node's own default is one less than the cores. */
export const FILES_AT_ONCE = 3;
/** A file that takes longer fails by its name, and so do its tests that have not ended. The other files go on. */
export const MAX_FILE_MS = Number(process.env.MAX_FILE_MS ?? 600_000);
