// The load test imports these under the names that they had here.
export { startServer as mortal, workerd } from "../server-process.js";
