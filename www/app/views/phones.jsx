/** The search for the shopper's phone, as a view of its own. */
import "../../style/shop.css";
import { t } from "../i18n.js";
import { BackLink } from "../parts/controls.jsx";
import { PhoneCheck } from "../parts/phone-check.jsx";
import { shopPath } from "../routes.js";

export const title = () => t("phones.title");

/** @param {{ context: import("../data/context.js").Context }} props */
export const View = ({ context }) => (
  <>
    <BackLink href={shopPath()}>{t("shop.title")}</BackLink>
    <h1 tabIndex={-1}>{t("phones.title")}</h1>
    <div class="narrow">
      <PhoneCheck context={context} />
    </div>
  </>
);
