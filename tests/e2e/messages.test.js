/** The texts of the storefront: every language has every key, with the same places and its own plural forms. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { setLanguage, t } from "../../www/app/i18n.js";
import german from "../../www/messages/de.js";
import english from "../../www/messages/en.js";

const WWW = new URL("../../www/", import.meta.url);
/** Keys that are put together: the beginning of each. */
const COMPOSED = /^(?:nav|pay|hero|receipt\.is|error|order)\./;

/** Texts that another language may have as they are in English. Names, and words that are the same. */
const SAME =
  /^(?:Petrel|eSIM|\{title\} · Petrel eSIM|\{data\}\s·\s\{days\}|\{count\} eSIMs?\.|Status|Wallet|Plan)$/;

const languages = readdirSync(new URL("messages/", WWW)).map((file) => file.replace(/\.js$/, ""));
const scripts = readdirSync(new URL("app/", WWW), { recursive: true, encoding: "utf8" })
  .filter((file) => /\.jsx?$/.test(file))
  .map((file) => readFileSync(new URL(`app/${file}`, WWW), "utf8"))
  .join("\n");

/** @typedef {import("../../www/app/i18n.js").Text} Text */

/** @param {Text} text */
const formsOf = (text) => (typeof text === "string" ? [text] : Object.values(text));

/** @param {Text} text the places of its longest form */
const placesOf = (text) =>
  [...new Set(formsOf(text).flatMap((form) => form.match(/\{\w+\}/g) ?? []))].sort();

test("there is a text for each key, and a key for each text", () => {
  const unused = Object.keys(english).filter(
    (key) => !COMPOSED.test(key) && !scripts.includes(`"${key}"`),
  );
  assert.deepEqual(unused, []);
  const used = [...scripts.matchAll(/\b(?:t|rich|pattern)\(\s*"([^"]+)"/g)].map(
    ([, key = ""]) => key,
  );
  assert.ok(used.length > 100);
  assert.deepEqual(
    used.filter((key) => !(key in english)),
    [],
  );
});

/** The shop's word for each thing, and the words that it does not use beside it. @type {[string, RegExp][]} */
const WORDS = [
  ["Try again", /\blook again\b/i],
  ["available", /\b(?:on offer|on sale|free)\b/i],
  ["destination", /\bplaces?\b|^Where$/i],
  ["session", /\bvisit\b/i],
  ["Reload", /\bload the page\b/i],
  ["texts", /^Messages$/],
  ["support", /\btakes? an eSIM\b/],
  ["The problem is on our side", /\bour side, not yours\b/],
];

test("English has one word for one thing", () => {
  const texts = Object.values(english).flatMap(formsOf);
  for (const [word, others] of WORDS) {
    assert.ok(
      texts.some((text) => text.includes(word)),
      word,
    );
    assert.deepEqual(
      texts.filter((text) => others.test(text)),
      [],
      word,
    );
  }
});

for (const language of languages) {
  test(`${language} has all texts, with all places and plural forms`, async () => {
    /** @type {{ default: Record<string, Text> }} */
    const { default: messages } = await import(new URL(`messages/${language}.js`, WWW).href);
    assert.deepEqual(Object.keys(messages).sort(), Object.keys(english).sort());
    const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions();
    for (const [key, text] of Object.entries(english)) {
      const translated = messages[key] ?? "";
      const isEnglish = (/** @type {string} */ form) =>
        language !== "en" && formsOf(text).includes(form) && !SAME.test(form);
      assert.deepEqual(formsOf(translated).filter(isEnglish), [], `${language}: ${key} is English`);
      assert.deepEqual(placesOf(translated), placesOf(text), `${language}: ${key}`);
      assert.ok(
        formsOf(translated).every((form) => form.trim() === form && form),
        key,
      );
      if (typeof translated === "string") continue;
      assert.deepEqual(Object.keys(translated).sort(), [...pluralCategories].sort(), key);
    }
  });
}

/** The words for the start of a package with the first connection. @type {Record<string, RegExp>} */
const FIRST_USE = {
  en: /first (?:connect|use)/i,
  de: /ersten (?:Verbindung|Nutzung|Mal verbindet)/,
  es: /primera? (?:conexión|vez|uso)/,
  ar: /أول (?:اتصال|استخدام)/,
  ja: /最初(?:の|に)接続|利用開始から/,
};

// PressOne says in its list of packages what begins the days, and not in the packages of an eSIM.
test("only the terms of a package on sale say that it starts with the first connection", async () => {
  for (const language of languages) {
    const { default: messages } = await import(new URL(`messages/${language}.js`, WWW).href);
    const words = FIRST_USE[language] ?? /^/;
    assert.deepEqual(
      Object.keys(messages).filter((key) =>
        formsOf(messages[key]).some((form) => words.test(form)),
      ),
      ["package.firstUsage"],
      language,
    );
  }
});

test("a text that a language does not have yet is English", (context) => {
  const page = { documentElement: {} };
  Object.assign(globalThis, { document: page });
  // Other files of this process have the page's language too.
  context.after(() => {
    setLanguage("en");
    Reflect.deleteProperty(globalThis, "document");
  });
  const { "action.retry": _, ...others } = german;
  setLanguage("de", /** @type {any} */ (others));
  assert.equal(t("action.retry"), english["action.retry"]);
  assert.equal(t("nav.shop"), german["nav.shop"]);
});
