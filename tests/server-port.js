// The port of a server that a test starts as a program, which cannot be told to choose one.
import { randomInt } from "node:crypto";
import { freePort } from "../www/server/free-port.mjs";

const HOST = "127.0.0.1";
/**
 * Below the ports that systems give to connections, which begin at 32,768 on Linux. One of those may be taken between
 * the look for a free port and the server's start, or while the server is stopped: a client that tries to reach it may
 * get that port for its own end, and is then connected to itself.
 */
const [FIRST, LAST] = [20_000, 32_000];

/** Returns a port that is free, and that no connection gets. */
export const serverPort = () => freePort(HOST, randomInt(FIRST, LAST));
