export { runCase as POST } from "../../../../contract/run-case.js";
