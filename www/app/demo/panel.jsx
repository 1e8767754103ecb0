/** A panel that switches the sandbox and the page to the states of the storefront. Only `npm start` offers it. */
import { signal } from "@preact/signals";
import { navigate } from "../router.js";
import { clearOverlay, setOverlay } from "./overlay.js";
import { findState, GROUPS, isOfNewShopper } from "./states.js";

/** @typedef {import("../data/context.js").Context} Context */
/** @typedef {import("./states.js").State} State */

const current = signal(/** @type {State | undefined} */ (undefined));
/** The sandbox's eSIM with offers, and one of them. */
const PACKAGE_ID = "northwind-7days-1gb-topup";

/** @param {string} control @param {unknown} body */
async function tell(control, body) {
  const headers = { "Content-Type": "application/json" };
  const init = { method: "POST", headers, body: JSON.stringify(body) };
  const response = await fetch(`/shop/demo/${control}`, init);
  if (!response.ok) throw new Error(`the demo could not switch ${control}: ${response.status}`);
}

/** Waits until the view has all of its data. */
async function viewIsLoaded() {
  do await new Promise(requestAnimationFrame);
  while (!document.querySelector("main h1") || document.querySelector("main [aria-busy]"));
}

/** @param {Context} context @param {() => Promise<Context>} restart @param {State} state */
async function show({ pressone }, restart, state) {
  clearOverlay();
  await tell("reset", {});
  const id = isOfNewShopper(state) && { id: crypto.randomUUID() };
  await tell("shopper", { ...id, ...state.shopper });
  for (const [control, body] of state.sandbox ?? []) await tell(control, body);
  // A history that the page keeps would hide the state.
  await pressone.clearCache();
  // The shopper may be another one.
  const next = await restart();
  // The reset revoked PressOne's token. The order list requests a new one after a 401, and the list of numbers cannot.
  await next.pressone.getOrderList({ limit: 1 });
  const place = { iccid: next.ownEsims.list()[0]?.iccid ?? "", package_id: PACKAGE_ID };
  // Figures are out of date an hour after they were kept.
  if (state.overlay?.hours) await next.pressone.getPackageHistory(place.iccid);
  if (state.overlay) setOverlay(state.overlay);
  navigate(`${state.path(place)}`, { replace: false });
  await viewIsLoaded();
  for (const [control, body] of state.later?.(place) ?? []) await tell(control, body);
  current.value = state;
}

/**
 * @param {object} props
 * @param {Context} props.context
 * @param {() => Promise<Context>} props.restart reads the account again
 * @param {() => void} props.close
 */
export const Panel = ({ context, restart, close }) => (
  <section class="demo" aria-label="Demo states">
    <header>
      <h2>Demo states</h2>
      <button type="button" class="button" onClick={close}>
        Close
      </button>
    </header>
    <p role="status">{current.value ? current.value.hint : "Choose a state."}</p>
    {GROUPS.map(([group, states]) => (
      <section key={group}>
        <h3>{group}</h3>
        <ul>
          {states.map((state) => (
            <li key={state.name}>
              <button
                type="button"
                aria-pressed={state === current.value}
                onClick={() => show(context, restart, state)}
              >
                {state.title}
              </button>
            </li>
          ))}
        </ul>
      </section>
    ))}
  </section>
);

/** Shows the state that the address names. @param {Context} context @param {() => Promise<Context>} restart */
export async function showNamed(context, restart) {
  const state = findState(new URLSearchParams(location.search).get("demo") ?? "");
  if (state) await show(context, restart, state);
}
