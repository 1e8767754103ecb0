/** The view of an address that no view has. */
import { t } from "../i18n.js";
import { Message } from "../parts/message.jsx";
import { esimsPath } from "../routes.js";

export const title = () => t("notFound.title");

export const View = () => (
  <>
    <h1 tabIndex={-1}>{t("notFound.heading")}</h1>
    <Message tone="info" title={t("notFound.title")}>
      <p>{t("notFound.text")}</p>
      <a class="button main" href={esimsPath()}>
        {t("esims.title")}
      </a>
    </Message>
  </>
);
