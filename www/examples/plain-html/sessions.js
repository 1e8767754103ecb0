// Sessions: a random id in a cookie that no script can read. A shop checks a password before it opens one.

// A shop has its shoppers in a database.
const SHOPPERS = [{ id: "ada", esims: ["8944500102030405061"] }];
const DAY_S = 86_400;

/** Opens a session, and returns the value of the header `Set-Cookie`. */
export async function openSession(store, shopperId) {
  const id = crypto.randomUUID();
  await store.put(`session:${id}`, shopperId, { ttlMs: DAY_S * 1000 });
  return `session=${id}; Path=/; Max-Age=${DAY_S}; HttpOnly; Secure; SameSite=Lax`;
}

/** Returns the shopper of a request's header `Cookie`, or null. */
export async function findShopper(store, cookies) {
  const [, id] = /(?:^|; )session=([\w-]{36})(?:;|$)/.exec(cookies ?? "") ?? [];
  if (!id) return null;
  const shopperId = await store.get(`session:${id}`);
  return SHOPPERS.find((shopper) => shopper.id === shopperId) ?? null;
}
