export { runCase as POST } from "../../../case.js";
