// The load generator, where Debian's package puts it; or wherever the environment says.
import process from "node:process";

export const WRK = process.env.WRK ?? "/usr/bin/wrk";
