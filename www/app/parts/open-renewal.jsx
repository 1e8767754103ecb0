/** A renewal whose outcome is not known yet. The page looks for it while this is shown. */
import { useEffect, useMemo, useState } from "preact/hooks";
import { createLookTimers } from "../data/look-timers.js";
import { t } from "../i18n.js";
import { Unsettled } from "./unsettled.jsx";
import { Code } from "./values.jsx";

/**
 * @param {object} props
 * @param {import("../data/context.js").Context["pressone"]} props.pressone
 * @param {string} props.reference
 * @param {string} props.name of the number
 * @param {(purchase: import("pressone-esim").Purchase) => void} props.settle called with the outcome
 */
export function OpenRenewal({ pressone, reference, name, settle }) {
  const [nextCheckAt, setNextCheckAt] = useState(0);
  const timers = useMemo(() => createLookTimers(check), []);

  useEffect(() => {
    setNextCheckAt(timers.lookLater(reference));
    return timers.stop;
  }, []);

  async function check() {
    try {
      const purchase = await pressone.getPurchase(reference);
      if (purchase.state !== "open") settle(purchase);
    } finally {
      setNextCheckAt(timers.lookLater(reference));
    }
  }

  return (
    <div class="narrow">
      <Unsettled
        title={t("renew.unknown.title", { number: name })}
        text={t("renew.unknown.text")}
        nextCheckAt={nextCheckAt}
        check={check}
      >
        <p class="small">
          {t("renew.unknown.help")} <Code>{reference}</Code>
        </p>
      </Unsettled>
    </div>
  );
}
