/** The button that loads the demo's panel. */
import { useEffect, useState } from "preact/hooks";

/** @typedef {import("../data/context.js").Context} Context */
/** @typedef {typeof import("./panel.jsx")} PanelModule */

/** @param {{ context: Context, restart: () => Promise<Context> }} props */
export function DemoButton({ context, restart }) {
  const [panel, setPanel] = useState(/** @type {PanelModule | undefined} */ (undefined));
  const load = () => import("./panel.jsx");

  useEffect(() => {
    if (!new URLSearchParams(location.search).has("demo")) return;
    load().then((loaded) => {
      setPanel(loaded);
      return loaded.showNamed(context, restart);
    });
  }, []);

  return (
    <>
      <button
        type="button"
        class="link-button"
        onClick={async () => setPanel(panel ? undefined : await load())}
      >
        Demo states
      </button>
      {panel && (
        <panel.Panel context={context} restart={restart} close={() => setPanel(undefined)} />
      )}
    </>
  );
}
