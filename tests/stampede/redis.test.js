import { startRedisServer } from "./node/servers.js";
import { testProcesses } from "./node/tests.js";

testProcesses("Redis", startRedisServer);
