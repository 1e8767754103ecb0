import { startSqlite } from "./node/servers.js";
import { testProcesses } from "./node/tests.js";

testProcesses("SQLite", startSqlite);
