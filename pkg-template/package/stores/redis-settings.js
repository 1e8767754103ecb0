// The check of a server's settings: it must keep what it confirms as well as Redis can.
import { INFO } from "./redis-scripts.js";

/** Wrong settings of the server. The same command would fail again. */
export class RedisSettingsError extends Error {
  name = "RedisSettingsError";
}

const HOW_TO_SKIP =
  "If you know that the server keeps what it confirms, pass { checkServer: false } to redisStore.";

/** @param {string} text the answer of INFO @param {string} field */
const fieldOf = (text, field) => new RegExp(`^${field}:(.*?)\\r?$`, "m").exec(text)?.[1];

/**
 * Throws `RedisSettingsError` if a server may forget more than the last second.
 *
 * @param {(script: string, keys: string[], args: string[]) => Promise<unknown>} run
 * @param {string} key any key of the server
 */
export async function checkServer(run, key) {
  const sections = ["persistence", "memory", "replication"];
  /** @type {unknown[]} */
  let answers;
  try {
    answers = await Promise.all(sections.map((section) => run(INFO, [key], [section])));
  } catch (cause) {
    const { message } = /** @type {Error} */ (cause);
    // Errors of the connection are repeated. An error of the server is an answer.
    if (
      !/^(ERR|NOPERM|NOSCRIPT|UNKNOWN)|unknown command|not allowed|not supported/i.test(message)
    ) {
      throw cause;
    }
    throw new RedisSettingsError(
      `redisStore cannot read the settings of this server (INFO failed: ${message}). ${HOW_TO_SKIP}`,
      { cause },
    );
  }
  const info = answers.map(String).join("\n");
  const [appendOnly, policy, role] = ["aof_enabled", "maxmemory_policy", "role"].map((field) =>
    fieldOf(info, field),
  );
  if (appendOnly === undefined || policy === undefined) {
    throw new RedisSettingsError(
      `redisStore cannot read the settings of this server: INFO has no aof_enabled or maxmemory_policy. ${HOW_TO_SKIP}`,
    );
  }
  if (role !== undefined && role !== "master") {
    throw new RedisSettingsError(
      "redisStore needs the primary server, and this one is a replica: its answers may be old",
    );
  }
  if (appendOnly !== "1") {
    throw new RedisSettingsError(
      "redisStore needs a server with an append-only file, or a restart forgets purchases: set " +
        `"appendonly yes" in redis.conf, or run CONFIG SET appendonly yes and CONFIG REWRITE. ${HOW_TO_SKIP}`,
    );
  }
  if (policy !== "noeviction") {
    throw new RedisSettingsError(
      `redisStore needs a server that evicts nothing, and its maxmemory-policy is ${policy}: set ` +
        `"maxmemory-policy noeviction" in redis.conf, or run CONFIG SET maxmemory-policy noeviction and CONFIG REWRITE. ${HOW_TO_SKIP}`,
    );
  }
}
