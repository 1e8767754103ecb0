// Runs in the installed project, beside a copy of the contract, on a runtime that has a command
// line: every case in a sandbox of its own, and a line of JSON for each on standard output.
import process from "node:process";
import * as esim from "pressone-esim";
import * as gateway from "pressone-esim/gateway";
import { contract } from "./contract.js";

const worlds = process.argv[2];
for (const [index, [name, test]] of Object.entries(contract).entries()) {
  const failure = await test({ esim, gateway, url: `${worlds}${index}` }).then(
    () => null,
    (error) => String(error?.stack ?? error),
  );
  console.log(JSON.stringify({ name, failure }));
}
