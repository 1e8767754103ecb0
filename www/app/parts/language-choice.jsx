/** The choice of the page's language. */
import { t } from "../i18n.js";
import { chooseLanguage, currentLanguage, NAMES } from "../language.js";

/** @typedef {import("../language.js").Language} Language */

/** @param {Event & { currentTarget: HTMLSelectElement }} event */
async function change({ currentTarget: select }) {
  try {
    await chooseLanguage(/** @type {Language} */ (select.value));
  } catch (error) {
    // The file did not arrive, so the page stays as it is.
    console.warn(error);
    select.value = currentLanguage();
  }
}

export const LanguageChoice = () => (
  <label class="field language">
    {t("footer.language")}
    <select onChange={change}>
      {Object.entries(NAMES).map(([language, name]) => (
        <option
          key={language}
          value={language}
          lang={language}
          selected={language === currentLanguage()}
        >
          {name}
        </option>
      ))}
    </select>
  </label>
);
