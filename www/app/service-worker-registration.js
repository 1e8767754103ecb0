/** The registration of the service worker, which opens the page without a connection. */

const SCRIPT = "/service-worker.js";

/**
 * The page's policy lets one maker of script addresses exist. This one knows one address.
 *
 * @returns {string}
 */
function trustedAddress() {
  const { trustedTypes } = /** @type {any} */ (window);
  if (!trustedTypes) return SCRIPT;
  const policy = trustedTypes.createPolicy("service-worker", { createScriptURL: () => SCRIPT });
  return policy.createScriptURL("");
}

export async function registerServiceWorker() {
  try {
    await navigator.serviceWorker?.register(trustedAddress());
  } catch {
    // The browser allows none here, as in a private window. The shop then needs a connection.
  }
}
