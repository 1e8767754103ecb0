// Imports the package here: Turbopack drops such imports from a module outside the app's folder.
import * as esim from "pressone-esim";
import * as gateway from "pressone-esim/gateway";
import { createRunner } from "../contract/run-case.js";

export const runCase = createRunner({ esim, gateway });
