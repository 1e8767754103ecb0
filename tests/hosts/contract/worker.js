// A worker for workerd. Needs the installed package.
import * as esim from "pressone-esim";
import * as gateway from "pressone-esim/gateway";
import * as partner from "pressone-esim/partner";
import { createRunner } from "./run-case.js";

export default { fetch: createRunner({ esim, partner, gateway }) };
