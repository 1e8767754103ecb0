// Shoppers, and their sessions: a random id in a cookie that no script can read.
import { randomUUID } from "node:crypto";
import { database } from "./database.js";

const COOKIE = /(?:^|; )session=([\w-]{36})(?:;|$)/;
const DAY_S = 86_400;
const insertSession = database.prepare("INSERT INTO sessions VALUES (?, ?, ?)");
const selectSession = database.prepare("SELECT shopper FROM sessions WHERE id = ? AND ends_at > ?");
const selectEsims = database.prepare("SELECT iccid FROM esims WHERE shopper = ?").pluck();

/** Returns the value of the header `Set-Cookie`. A shop checks a password before it opens a session. */
export function openSession(shopper) {
  const id = randomUUID();
  insertSession.run(id, shopper, Date.now() + DAY_S * 1000);
  return `session=${id}; Path=/; Max-Age=${DAY_S}; HttpOnly; Secure; SameSite=Lax`;
}

/** Returns the shopper of a request's header `Cookie`, or null. */
export function findShopper(cookies) {
  const [, id = ""] = COOKIE.exec(cookies ?? "") ?? [];
  const session = selectSession.get(id, Date.now());
  return session ? { id: session.shopper, esims: selectEsims.all(session.shopper) } : null;
}
