/** Starts the storefront. */
import { effect } from "@preact/signals";
import { render } from "preact";
import { watchConnection } from "./data/connection.js";
import { createContext } from "./data/context.js";
import { firstLoad } from "./data/resource.js";
import { DemoButton } from "./demo/button.jsx";
import { prepareFormats } from "./format.js";
import { t } from "./i18n.js";
import { openLanguage } from "./language.js";
import { Footer, Tabs } from "./parts/frame.jsx";
import { ErrorMessage } from "./parts/message.jsx";
import { current, startRouter } from "./router.js";
import { registerServiceWorker } from "./service-worker-registration.js";
import { Opening, Shop } from "./shop.jsx";

const root = /** @type {HTMLElement} */ (document.getElementById("shop"));
const tabs = /** @type {HTMLElement} */ (document.getElementById("tabs"));
const demo = /** @type {HTMLElement} */ (document.getElementById("demo"));
const skip = /** @type {HTMLElement} */ (document.querySelector(".skip"));

const CurrentTabs = () => <Tabs tab={current.value.route?.tab} />;

/** The shop before it has the account. @param {import("preact").ComponentChildren} content */
function renderFrame(content) {
  const frame = (
    <>
      <main id="main" tabIndex={-1}>
        {content}
      </main>
      <Footer />
    </>
  );
  render(frame, root);
}

/** Reads the account, and shows the view of the address. */
async function open() {
  const context = await createContext();
  render(<Shop key={context.shopper} context={context} />, root);
  // Only `npm start` has the demo's states.
  if (context.isDemo) render(<DemoButton context={context} restart={open} />, demo);
  return context;
}

async function start() {
  render(<CurrentTabs />, tabs);
  renderFrame(<Opening />);
  // After the next frame, while the page waits for its data.
  requestAnimationFrame(() => setTimeout(prepareFormats));
  try {
    await open();
    startRouter();
    // The worker loads every file of the page, so the first view comes first.
    firstLoad.then(registerServiceWorker);
  } catch (error) {
    console.warn(error);
    renderFrame(
      <>
        <h1 tabIndex={-1}>{t("start.failed")}</h1>
        <ErrorMessage error={error} retry={start} />
      </>,
    );
  }
}

effect(() => {
  skip.textContent = t("skip");
});
skip.addEventListener("click", (event) => {
  // The link's target would become a part of the view's address.
  event.preventDefault();
  document.getElementById("main")?.focus();
});

watchConnection();
// No text is shown before its language is there. A separate task lets the browser paint before it.
setTimeout(() => openLanguage().then(start));
