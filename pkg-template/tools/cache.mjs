// The folder of tools that every checkout of a user shares.
import { homedir } from "node:os";
import { join } from "node:path";
import process from "node:process";

export const CACHE = join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "pressone-esim");
