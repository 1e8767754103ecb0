// Shoppers, and their sessions: a random id in a cookie that no script can read.
import { randomUUID } from "node:crypto";
import { pool } from "./database.js";

const COOKIE = /(?:^|; )session=([\w-]{36})(?:;|$)/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const DAY_MS = 86_400_000;

/** A shop checks a password before it opens a session. */
export async function openSession(response, shopper) {
  const id = randomUUID();
  const endsAt = new Date(Date.now() + DAY_MS);
  await pool.query("INSERT INTO sessions VALUES ($1, $2, $3)", [id, shopper, endsAt]);
  const options = { httpOnly: true, secure: true, sameSite: "lax", maxAge: DAY_MS };
  response.cookie("session", id, options);
}

/** Returns the shopper of a request's header `Cookie`, or null. */
export async function findShopper(cookies) {
  const [, id = ""] = COOKIE.exec(cookies ?? "") ?? [];
  if (!UUID.test(id)) return null;
  const { rows } = await pool.query(
    `SELECT shopper AS id, array(SELECT iccid FROM esims WHERE esims.shopper = sessions.shopper) AS esims
     FROM sessions WHERE id = $1 AND ends_at > now()`,
    [id],
  );
  return rows[0] ?? null;
}
