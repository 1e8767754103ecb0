// The port of a server that a test starts as a program. Such a server cannot choose its port itself.
import { randomInt } from "node:crypto";
import { freePort } from "../www/server/free-port.mjs";

const HOST = "127.0.0.1";
/**
 * The ports below those that the system gives to connections: on Linux, from 32,768. A connection could take such a
 * port before the server starts, or while it is stopped. A client that tries the port could even connect to itself.
 */
const [FIRST, LAST] = [20_000, 32_000];

/** Returns a free port that the system gives to no connection. */
export const serverPort = () => freePort(HOST, randomInt(FIRST, LAST));
