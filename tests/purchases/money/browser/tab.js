// A tab with the shop's page.

/** @typedef {Awaited<ReturnType<typeof openTab>>} Tab */

/** @param {import("puppeteer-core").Browser} browser @param {string} url */
export async function openTab(browser, url) {
  const page = await browser.newPage();
  /** @type {Promise<never>} */
  const gone = new Promise((_, reject) => {
    const end = () => reject(new Error("the page is gone"));
    page.once("close", end);
    browser.once("disconnected", end);
  });
  gone.catch(() => {});
  await page.goto(url);
  await page.waitForFunction("globalThis.buy");
  return {
    close: () => page.close(),
    /**
     * Calls a function of the page. Rejects if the page ends meanwhile.
     *
     * @param {string} name
     * @param {unknown} [argument]
     * @returns {Promise<any>}
     */
    call(name, argument) {
      const run = (/** @type {string} */ name, /** @type {unknown} */ argument) =>
        /** @type {any} */ (globalThis)[name](argument);
      return Promise.race([page.evaluate(run, name, argument), gone]);
    },
  };
}
