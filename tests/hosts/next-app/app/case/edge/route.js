export const runtime = "edge";
export { runCase as POST } from "../../../case.js";
