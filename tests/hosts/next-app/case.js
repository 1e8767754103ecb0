// Imports the package here: Turbopack drops such imports from a module outside the app's folder.
import * as esim from "pressone-esim";
import * as gateway from "pressone-esim/gateway";
import * as partner from "pressone-esim/partner";
import { createRunner } from "../contract/run-case.js";

export const runCase = createRunner({ esim, partner, gateway });
