// Sessions: a random id in a cookie that no script can read. A shop checks a password before it opens one.
import { store } from "./store.js";

// A shop has its shoppers in a database.
const SHOPPERS = [{ id: "ada", esims: ["8944500102030405061"] }];
const COOKIE = "session";
const DAY_S = 86_400;

export async function openSession(cookies, shopperId) {
  const id = crypto.randomUUID();
  await store.put(`session:${id}`, shopperId, { ttlMs: DAY_S * 1000 });
  const options = { path: "/", httpOnly: true, secure: true, sameSite: "lax", maxAge: DAY_S };
  cookies.set(COOKIE, id, options);
}

/** Returns the shopper of a request, or null. */
export async function findShopper(cookies) {
  const id = cookies.get(COOKIE) ?? "";
  if (!/^[\w-]{36}$/.test(id)) return null;
  const shopperId = await store.get(`session:${id}`);
  return SHOPPERS.find((shopper) => shopper.id === shopperId) ?? null;
}
