/** The names of countries in the page's language. */
import { locale } from "../i18n.js";

/**
 * @param {string} code such as "NO"
 * @param {string} [title] the name if the browser has none
 */
export function countryName(code, title = code) {
  try {
    return new Intl.DisplayNames(locale(), { type: "region" }).of(code) ?? title;
  } catch {
    return title;
  }
}
