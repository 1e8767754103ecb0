/** The languages of the shop, and the shopper's choice. */
import { locale, setLanguage } from "./i18n.js";

/** @typedef {import("./i18n.js").Messages} Messages */
/** @typedef {keyof typeof NAMES} Language */

/** The languages, each by its own name. */
export const NAMES = {
  en: "English",
  de: "Deutsch",
  es: "Español",
  ar: "العربية",
  ja: "日本語",
};

/** The page has English already. @type {Record<Exclude<Language, "en">, () => Promise<{ default: Messages }>>} */
const FILES = {
  de: () => import("../messages/de.js"),
  es: () => import("../messages/es.js"),
  ar: () => import("../messages/ar.js"),
  ja: () => import("../messages/ja.js"),
};

const STORED = "language";

/** @param {string} tag such as "de-AT" */
const languageOf = (tag) => /** @type {Language} */ (tag.split("-", 1)[0]?.toLowerCase());

/** @param {string} tag */
const isOffered = (tag) => Object.hasOwn(NAMES, languageOf(tag));

export const currentLanguage = () => languageOf(locale());

/** @returns {string | null} */
function readChoice() {
  try {
    return localStorage.getItem(STORED);
  } catch {
    return null;
  }
}

/** @param {Language} language */
function storeChoice(language) {
  try {
    localStorage.setItem(STORED, language);
  } catch {
    // The browser stores nothing for this site. The next page asks the browser again.
  }
}

/** Returns the browser's tag of a language, which has the region too. @param {string} language */
function localeOf(language) {
  const tag = navigator.languages.find((each) => languageOf(each) === language) ?? language;
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? language;
  } catch {
    return language;
  }
}

/** The language that was asked for last. Its file may still be on its way. @type {Language} */
let wanted = "en";

/** @param {Language} language */
async function show(language) {
  wanted = language;
  const messages = language === "en" ? undefined : (await FILES[language]()).default;
  if (wanted === language) setLanguage(localeOf(language), messages);
}

/** Shows the language that the shopper has chosen here, or the first of the browser's that the shop has. */
export async function openLanguage() {
  const tag = [readChoice() ?? "", ...navigator.languages].find(isOffered) ?? "en";
  try {
    await show(languageOf(tag));
  } catch (error) {
    // The shop is of use in English too.
    console.warn(error);
  }
}

/** Changes the language, and keeps it for the next visit. @param {Language} language */
export async function chooseLanguage(language) {
  await show(language);
  storeChoice(language);
}
