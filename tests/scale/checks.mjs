// A round over many eSIMs: `node tests/scale/checks.mjs 100000`. The time is simulated. Prints the table of the
// checks' README.
import process from "node:process";
import { RUNS, simulateRound } from "./checks.js";

const esims = Number(process.argv[2] ?? 100_000);
console.log("| PressOne | hours | requests in a second | requests per eSIM | token requests |");
console.log("| --- | --- | --- | --- | --- |");
for (const [what, options] of RUNS) {
  const run = await simulateRound({ esims, ...options });
  const figures = [run.hours.toFixed(1), run.mostInSecond, run.mostPerEsim, run.tokensPerMinute];
  console.log(`| ${[what, ...figures].join(" | ")} |`);
  console.error(run);
}
