import { startMemory } from "./node/servers.js";
import { testProcesses } from "./node/tests.js";

testProcesses("in the memory of another process", startMemory);
