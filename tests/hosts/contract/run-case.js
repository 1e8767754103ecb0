// Runs the case that a request names, in a worker or a route. Needs the installed package.
import * as esim from "pressone-esim";
import * as gateway from "pressone-esim/gateway";
import { contract } from "./contract.js";

/** @param {{ json: () => Promise<any> }} request Its body: `{ name, url }`. @returns {Promise<Response>} */
export async function runCase(request) {
  const { name, url } = await request.json();
  const run = contract[name];
  if (!run) return new Response(`there is no case "${name}"`, { status: 404 });
  try {
    await run({ esim, gateway, url });
    return new Response("passed");
  } catch (error) {
    return new Response(String(error instanceof Error ? error.stack : error), { status: 500 });
  }
}
