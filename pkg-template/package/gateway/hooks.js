// Calls of the shop's hooks.

/**
 * @param {number} timeoutMs
 * @returns {<T>(hook: () => T | Promise<T>) => Promise<T>} rejects if the hook fails or takes too long
 */
export const createHookCaller = (timeoutMs) => async (hook) => {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  /** @type {Promise<never>} */
  const expired = new Promise((_, reject) => {
    const error = new Error(`a hook of the policy did not answer within ${timeoutMs} ms`);
    timer = setTimeout(reject, timeoutMs, error);
  });
  try {
    return await Promise.race([hook(), expired]);
  } finally {
    clearTimeout(timer);
  }
};
