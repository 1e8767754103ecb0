import { startPostgresServer } from "./node/servers.js";
import { testProcesses } from "./node/tests.js";

testProcesses("PostgreSQL", startPostgresServer);
