/** The message of a checkout whose package is no longer on sale. */
import { t } from "../i18n.js";
import { Message } from "./message.jsx";

/** @param {{ offers: { href: string, label: string } }} props the way back to the choice */
export const PackageUnavailable = ({ offers }) => (
  <Message tone="info" title={t("error.package_unavailable.title")}>
    <p>{t("error.package_unavailable.text")}</p>
    <a class="button main" href={offers.href}>
      {offers.label}
    </a>
  </Message>
);
