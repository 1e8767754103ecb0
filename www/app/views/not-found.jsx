/** The view of an address that no view has. */
import { t } from "../i18n.js";
import { Empty } from "../parts/empty.jsx";
import { esimsPath } from "../routes.js";

export const title = () => t("notFound.title");

export const View = () => (
  <>
    <h1 tabIndex={-1}>{t("notFound.heading")}</h1>
    <Empty icon="search" title={t("notFound.title")} text={t("notFound.text")}>
      <a class="button main" href={esimsPath()}>
        {t("esims.title")}
      </a>
    </Empty>
  </>
);
