import { contract } from "./contract.js";

/**
 * Creates a handler for a worker or a route. It runs the case that the request names, and answers
 * `passed` or the error.
 *
 * @param {Pick<import("./host.js").Host, "esim" | "partner" | "gateway">} modules
 * @returns {(request: { json: () => Promise<any> }) => Promise<Response>} The request's body is
 *   `{ name, url }`.
 */
export const createRunner = (modules) => async (request) => {
  const { name, url } = await request.json();
  const run = contract[name];
  if (!run) return new Response(`there is no case "${name}"`, { status: 404 });
  try {
    await run({ ...modules, url });
    return new Response("passed");
  } catch (error) {
    return new Response(String(error instanceof Error ? error.stack : error), { status: 500 });
  }
};
