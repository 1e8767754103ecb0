/** Starts the storefront. */
import { errorBox } from "./components/messages.js";
import { createContext } from "./data/context.js";
import { h, replaceContent } from "./dom/elements.js";
import { createRouter } from "./router.js";
import { parseRoute } from "./routes.js";
import { createNotices } from "./sections/notices.js";

const main = /** @type {HTMLElement} */ (document.getElementById("main"));

async function start() {
  replaceContent(main, h("p", { class: "starting" }, "Opening the shop…"));
  try {
    openShop(await createContext());
  } catch (error) {
    console.warn(error);
    replaceContent(main, h("h1", {}, "The shop did not open"), errorBox(error, start));
  }
}

/** @param {import("./data/context.js").Context} context */
function openShop(context) {
  const { purchases } = context;
  const router = createRouter(main, context);
  const notices = createNotices(purchases);
  main.before(notices.region);

  const currentRoute = () => parseRoute(location.hash);
  const updateNotices = () => {
    const route = currentRoute();
    // A receipt states the outcome of its payment, so its notice is left out.
    notices.update(route?.view === "receipt" ? route.params[0] : undefined);
  };

  let isLoaded = false;
  const load = async () => {
    // Repeated at the next change of view if it fails.
    isLoaded = await purchases.load().then(
      () => true,
      () => false,
    );
  };

  purchases.onChange(updateNotices);
  window.addEventListener("hashchange", () => {
    router.showView(currentRoute());
    router.moveToTop();
    updateNotices();
    if (!isLoaded) load();
  });
  router.showView(currentRoute());
  // The first view does not wait for the purchases.
  load();
}

document.querySelector(".skip")?.addEventListener("click", (event) => {
  // The link's target would replace the view's address in the hash.
  event.preventDefault();
  main.focus();
});

start();
