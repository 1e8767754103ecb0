// The checks of arguments, which are the same for every store.
import {
  checkKey,
  checkKeys,
  checkKeysQuery,
  checkTtl,
  checkValue,
  checkValueOrNull,
  checkWindow,
} from "./arguments.js";

/** @typedef {import("./index.d.ts").Store} Store */

/**
 * Makes a store of its commands.
 *
 * @param {Store["durability"]} durability
 * @param {import("./parts.d.ts").Commands} commands
 * @param {Store["lock"]} lock
 * @returns {Store}
 */
export function checkedStore(durability, commands, lock) {
  return {
    durability,
    async get(key) {
      checkKey(key);
      return (await commands.getMany([key]))[0] ?? null;
    },
    async getMany(keys) {
      checkKeys(keys);
      return keys.length === 0 ? [] : commands.getMany(keys);
    },
    async put(key, value, options) {
      checkKey(key);
      checkValue(value);
      await commands.write(key, value, checkTtl(options));
    },
    async delete(key) {
      checkKey(key);
      await commands.write(key, null);
    },
    async compareAndSet(key, expected, value, options) {
      checkKey(key);
      checkValueOrNull(expected);
      checkValueOrNull(value);
      return commands.compareAndSet(key, expected, value, checkTtl(options));
    },
    async increment(key, options) {
      checkKey(key);
      return commands.increment(key, checkWindow(options));
    },
    async keys(prefix, options) {
      checkKeysQuery(prefix, options);
      const { after = "", limit } = options ?? {};
      return commands.keys(prefix, after, limit);
    },
    lock,
  };
}
