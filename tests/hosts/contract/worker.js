// A worker for workerd. Needs the installed package.
import { runCase } from "./run-case.js";

export default { fetch: runCase };
