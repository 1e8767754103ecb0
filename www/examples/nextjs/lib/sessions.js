// Sessions: a random id in a cookie that no script can read.
import { cookies } from "next/headers";
import { findShopper } from "./shoppers.js";
import { store } from "./store.js";

const COOKIE = "session";
const DAY_S = 86_400;

export async function openSession(shopperId) {
  const id = crypto.randomUUID();
  await store.put(`session:${id}`, shopperId, { ttlMs: DAY_S * 1000 });
  const jar = await cookies();
  jar.set(COOKIE, id, { httpOnly: true, secure: true, sameSite: "lax", maxAge: DAY_S });
}

/** Returns the shopper of this request, or null. */
export async function currentShopper() {
  const jar = await cookies();
  const id = jar.get(COOKIE)?.value ?? "";
  if (!/^[\w-]{36}$/.test(id)) return null;
  return findShopper(await store.get(`session:${id}`));
}
