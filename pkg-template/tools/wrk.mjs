// The path of the load generator: that of Debian's package, or the one in the environment.
import process from "node:process";

export const WRK = process.env.WRK ?? "/usr/bin/wrk";
