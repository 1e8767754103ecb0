// Runs every case in a runtime with a command line, and prints a line of JSON for each. Needs the
// installed package. Its argument is the URL of the sandboxes' worlds without the case's number.
import process from "node:process";
import * as esim from "pressone-esim";
import * as gateway from "pressone-esim/gateway";
import * as partner from "pressone-esim/partner";
import { contract } from "./contract.js";

const worlds = process.argv[2];
for (const [index, [name, run]] of Object.entries(contract).entries()) {
  const failure = await run({ esim, partner, gateway, url: `${worlds}${index}` }).then(
    () => null,
    (error) => String(error?.stack ?? error),
  );
  console.log(JSON.stringify({ name, failure }));
}
