/** The language of the page: its texts, and the locale of `Intl`. A view that shows a text follows a change. */
import { signal } from "@preact/signals";
import en from "../messages/en.js";

/** @typedef {keyof typeof en} Key */
/** @typedef {string | Partial<Record<Intl.LDMLPluralRule, string>>} Text a text, or one for each plural form */
/** @typedef {Record<Key, Text>} Messages every language has every key */
/** @typedef {Record<string, string | number>} Values of the places in a text, such as `{name}` */

/** @param {string} locale @param {Messages} messages */
const createLanguage = (locale, messages) => ({
  locale,
  messages,
  plurals: new Intl.PluralRules(locale),
  isRightToLeft: /^(?:ar|fa|he|ur)\b/.test(locale),
});

const language = signal(createLanguage("en", en));

/** Changes the language. @param {string} locale @param {Messages} [messages] English if not given */
export function setLanguage(locale, messages = en) {
  language.value = createLanguage(locale, messages);
  document.documentElement.lang = locale;
  document.documentElement.dir = language.value.isRightToLeft ? "rtl" : "ltr";
}

export const locale = () => language.value.locale;

/**
 * Returns the text with its places still in it, in the plural form of `count`.
 *
 * @param {Key} key
 * @param {Values} [values]
 */
export function pattern(key, values = {}) {
  const { messages, plurals } = language.value;
  // A new text may not be translated yet.
  const text = messages[key] ?? en[key];
  if (typeof text === "string") return text;
  return text[plurals.select(Number(values.count))] ?? text.other ?? "";
}

/**
 * Returns a text. A number is written in the page's language.
 *
 * @param {Key} key
 * @param {Values} [values]
 */
export const t = (key, values = {}) =>
  pattern(key, values).replace(/\{(\w+)\}/g, (place, name) => {
    const value = values[name];
    if (typeof value === "number") return new Intl.NumberFormat(locale()).format(value);
    return value === undefined ? place : isolate(value);
  });

/**
 * Keeps the order of a phone number, a code or a currency in a text from right to left, as `bdi` does.
 *
 * @param {string} value
 */
export const isolate = (value) => (language.value.isRightToLeft ? `\u2068${value}\u2069` : value);
