/** The shop: the frame, the notices, and the view of the current address. */
import { useEffect } from "preact/hooks";
import { ArrivingView } from "./arriving-view.jsx";
import { beginView, reconnections } from "./data/connection.js";
import { allowKept } from "./data/resource.js";
import { locale, t } from "./i18n.js";
import { findLater } from "./later-views.js";
import { Footer } from "./parts/frame.jsx";
import { Notices } from "./parts/notices.jsx";
import { OfflineNotice } from "./parts/offline-notice.jsx";
import { Skeleton } from "./parts/skeleton.jsx";
import { Announcer } from "./parts/text.jsx";
import { current, shownPath } from "./router.js";
import { title, View } from "./views/esims.jsx";

/** @typedef {import("./data/context.js").Context} Context */
/**
 * @typedef {object} ViewModule
 * @property {(context: Context, route: any) => string} title of the browser's tab
 * @property {(props: { context: Context, route: any }) => import("preact").ComponentChildren} View has the only h1
 */

/** The view in the first script. The others are loaded on demand. @type {ViewModule} */
const START = { title, View };

/** The view before the account is there. `index.html` has the same shapes. The start's heading needs no data. */
export function Opening() {
  return (
    <>
      {current.value.route?.view === "esims" ? (
        <h1 tabIndex={-1}>{title()}</h1>
      ) : (
        <div class="skeleton title-shape" aria-hidden="true" />
      )}
      <div class="loaded" aria-busy="true">
        <Skeleton shape="sim" count={3} />
      </div>
    </>
  );
}

/** @param {{ context: Context }} props */
export function Shop({ context }) {
  const { route, address, visit, isReturn } = current.value;
  allowKept(isReturn);
  const name = route?.view ?? "notFound";
  const view = name === "esims" ? START : findLater(name);
  useEffect(() => {
    if (view) document.title = t("pageTitle", { title: view.title(context, route) });
  }, [visit, locale(), view]);
  useEffect(() => {
    // The purchases of earlier pages, and the names of eSIMs. The first view does not wait for them.
    loadOnce(context);
    beginView();
  }, [visit]);
  useEffect(() => {
    // The journal knows what became of purchases meanwhile.
    if (reconnections.value > 0) context.purchases.load().catch(() => {});
  }, [reconnections.value]);
  return (
    <>
      <OfflineNotice />
      <Notices purchases={context.purchases} payments={context.payments} path={shownPath.value} />
      <main id="main" tabIndex={-1} key={`${address} ${visit}`} class={`view-${route?.view}`}>
        {view ? <view.View context={context} route={route} /> : <ArrivingView name={name} />}
      </main>
      <Announcer />
      <Footer />
    </>
  );
}

/** The contexts whose purchases and eSIMs are loaded, or are being loaded. @type {WeakSet<Context>} */
const loaded = new WeakSet();

/** @param {Context} context */
function loadOnce(context) {
  if (loaded.has(context)) return;
  loaded.add(context);
  // Repeated at the next change of view if it fails.
  const loads = [context.purchases.load(), context.ownEsims.load()];
  Promise.all(loads).catch(() => loaded.delete(context));
}
