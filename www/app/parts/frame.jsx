/** The frame of every view: tabs and footer. */
import { t } from "../i18n.js";
import { esimsPath, ordersPath, renewPath, shopPath } from "../routes.js";
import { Icon } from "./icon.jsx";
import { LanguageChoice } from "./language-choice.jsx";

/** @type {[import("../routes.js").Tab, string, import("./icon.jsx").IconName][]} */
const TABS = [
  ["esims", esimsPath(), "sim"],
  ["shop", shopPath(), "shop"],
  ["orders", ordersPath(), "orders"],
  ["numbers", renewPath(), "number"],
];

/** The brand beside the tabs is in `index.html`. @param {{ tab: import("../routes.js").Tab | undefined }} props */
export const Tabs = ({ tab }) => (
  <nav aria-label={t("nav.label")}>
    <ul class="tabs">
      {TABS.map(([name, href, icon]) => (
        <li key={name}>
          <a href={href} aria-current={name === tab ? "page" : undefined}>
            <Icon name={icon} />
            {t(`nav.${name}`)}
          </a>
        </li>
      ))}
    </ul>
  </nav>
);

export const Footer = () => (
  <footer class="bottom">
    <p>{t("footer")}</p>
    <LanguageChoice />
  </footer>
);
