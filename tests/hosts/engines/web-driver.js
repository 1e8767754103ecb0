// A session of a browser that a W3C WebDriver server drives.

/** Longer than the timeout of a script. */
const COMMAND_MS = 90_000;

/** Sends a command. @param {string} server @param {string} method @param {string} path @param {unknown} [body] */
async function send(server, method, path, body) {
  const signal = AbortSignal.timeout(COMMAND_MS);
  const answer = await fetch(server + path, {
    method,
    signal,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const { value } = await answer.json();
  if (!answer.ok) throw new Error(`${method} ${path}: ${value.error}: ${value.message}`);
  return value;
}

/**
 * @param {string} server its URL
 * @param {Record<string, unknown>} capabilities
 * @returns {Promise<import("./launch.js").Engine>}
 */
export async function openSession(server, capabilities) {
  const wanted = { capabilities: { alwaysMatch: capabilities } };
  const { sessionId } = await send(server, "POST", "/session", wanted);
  /** @param {string} path @param {unknown} body @returns {Promise<any>} */
  const post = (path, body) => send(server, "POST", `/session/${sessionId}/${path}`, body);
  await post("timeouts", { script: 60_000, pageLoad: 30_000 });
  return {
    open: (url) => post("url", { url }),
    async evaluate(run, argument) {
      const script = `const [argument, done] = arguments;
        (async () => (${run})(argument))().then(
          (value) => done({ value }),
          (error) => done({ error: String(error?.message) + "\\n" + String(error?.stack) }),
        );`;
      const { value, error } = await post("execute/async", { script, args: [argument ?? null] });
      if (error !== undefined) throw new Error(error);
      return value;
    },
    close: () => send(server, "DELETE", `/session/${sessionId}`),
  };
}
