import { createServer } from "node:net";

const MAX_TRIES = 20;

/**
 * Finds a free port by listening on it briefly.
 *
 * @param {string} host
 * @param {number} first the port to try first; 0 lets the system choose
 * @returns {Promise<number>} the first free port from there
 */
export async function freePort(host, first) {
  for (let port = first; ; port += 1) {
    try {
      return await probe(host, port);
    } catch (error) {
      const { code } = /** @type {NodeJS.ErrnoException} */ (error);
      if (code !== "EADDRINUSE" || port + 1 >= first + MAX_TRIES) throw error;
    }
  }
}

/** @param {string} host @param {number} port @returns {Promise<number>} */
function probe(host, port) {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(port, host, () => {
      const address = server.address();
      const bound = typeof address === "object" && address ? address.port : port;
      server.close(() => resolve(bound));
    });
  });
}
