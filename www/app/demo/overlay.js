/** Answers of the shop's server, and services of the browser, that a state of the demo replaces in this page. */

/**
 * @typedef {object} Overlay
 * @property {RegExp} [path] of the requests that it concerns
 * @property {(body: any) => void} [change] changes the body of an answer
 * @property {number} [status] of the answer, which then never reaches the server
 * @property {boolean} [isOffline] true if the requests fail
 * @property {number} [hours] by which the page's clock is ahead
 * @property {boolean} [refusesStorage] true if the browser stores nothing
 */

const original = {
  fetch: window.fetch.bind(window),
  now: Date.now,
  setItem: Storage.prototype.setItem,
};

export function clearOverlay() {
  window.fetch = original.fetch;
  Date.now = original.now;
  Storage.prototype.setItem = original.setItem;
}

/** @param {Overlay} overlay */
export function setOverlay(overlay) {
  const { path, hours = 0, refusesStorage } = overlay;
  if (hours) Date.now = () => original.now() + hours * 3_600_000;
  if (refusesStorage) {
    Storage.prototype.setItem = () => {
      throw new DOMException("refused by the demo", "QuotaExceededError");
    };
  }
  if (!path) return;
  window.fetch = async (input, init) => {
    const request = new Request(input, init);
    return path.test(request.url) ? answer(request, overlay) : original.fetch(request);
  };
}

/** @param {Request} request @param {Overlay} overlay */
async function answer(request, { change, status, isOffline }) {
  if (isOffline) throw new TypeError("offline, says the demo");
  if (status)
    return Response.json(
      { message: "refused by the demo" },
      { status, headers: { "Retry-After": "90" } },
    );
  const response = await original.fetch(request);
  const body = await response.json();
  change?.(body);
  const { headers, status: unchanged } = response;
  return new Response(JSON.stringify(body), { headers, status: unchanged });
}
