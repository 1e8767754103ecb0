// Runs the test that it is asked for, and answers with what went wrong.
import * as esim from "pressone-esim";
import * as gateway from "pressone-esim/gateway";
import { contract } from "../contract.js";

/** @param {Request} request */
export async function runCase(request) {
  const { name, url } = await request.json();
  try {
    await contract[name]?.({ esim, gateway, url });
    return new Response("passed");
  } catch (error) {
    return new Response(String(error instanceof Error ? error.stack : error), { status: 500 });
  }
}
