/** The place of a view whose file is on its way. */
import { useEffect } from "preact/hooks";
import { ShopError } from "./data/errors.js";
import { useResource } from "./data/resource.js";
import { loadLater } from "./later-views.js";
import { Loaded } from "./parts/loaded.jsx";
import { Skeleton } from "./parts/skeleton.jsx";
import { current, focusStart } from "./router.js";

/** @param {{ name: string }} props */
export function ArrivingView({ name }) {
  const file = useResource(() =>
    loadLater(name).catch((cause) => {
      throw new ShopError("network", cause);
    }),
  );
  useEffect(
    () => () => {
      // The navigation could not give the focus to a heading that was not there.
      requestAnimationFrame(() => {
        const isFirst = current.peek().visit === 0;
        if (!isFirst && document.activeElement === document.body) focusStart();
      });
    },
    [],
  );
  return (
    <Loaded
      resource={file}
      skeleton={
        <>
          <div class="skeleton title-shape" aria-hidden="true" />
          <Skeleton shape="offer" count={3} />
        </>
      }
    >
      {() => null}
    </Loaded>
  );
}
