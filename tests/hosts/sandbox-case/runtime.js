// Runs the case in a runtime with a command line.
import { createClient as createPageClient } from "pressone-esim";
import { createClient } from "pressone-esim/partner";
import { callAsPartner, readAsPage } from "./case.js";

await callAsPartner(createClient);
await readAsPage(createPageClient);
console.log("passed");
