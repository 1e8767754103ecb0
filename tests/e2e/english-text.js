/** English texts in a page of another language. */
import english from "../../www/messages/en.js";

/** @typedef {import("../../www/app/i18n.js").Text} Text */

/** The parts of texts between their places. @param {Record<string, Text>} messages */
function partsOf(messages) {
  const forms = Object.values(messages).flatMap((text) =>
    typeof text === "string" ? [text] : Object.values(text),
  );
  const parts = forms.flatMap((form) => form.split(/\{\w+\}/)).map((part) => part.trim());
  return new Set(parts.filter((part) => /\p{L}/u.test(part)));
}

/**
 * Returns the texts and labels of the page that are an English text, or have a longer part of one. A part that
 * the other language has too is none of them, such as "eSIM".
 *
 * @param {import("./page.js").Page} page
 * @param {string} language
 */
export async function findEnglish(page, language) {
  const { default: messages } = await import(`../../www/messages/${language}.js`);
  const ofLanguage = partsOf(messages);
  const parts = [...partsOf(english)].filter((part) => !ofLanguage.has(part));
  const shown = await readTexts(page);
  return shown.filter((text) =>
    parts.some((part) => text === part || (part.includes(" ") && text.includes(part))),
  );
}

/** @param {import("./page.js").Page} page @returns {Promise<string[]>} */
const readTexts = (page) =>
  page.evaluate(() => {
    const texts = [document.title];
    const isOfShop = (/** @type {Element | null} */ element) =>
      // The steps of an installation are PressOne's, and are marked with their language. The brand is a name.
      element?.closest("#demo, script, style, noscript, .steps, .brand") === null;
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const { textContent, parentElement } = walker.currentNode;
      if (isOfShop(parentElement)) texts.push(textContent?.trim() ?? "");
    }
    for (const element of document.querySelectorAll("[aria-label], [title]")) {
      if (!isOfShop(element)) continue;
      for (const name of ["aria-label", "title"]) texts.push(element.getAttribute(name) ?? "");
    }
    return texts.filter(Boolean);
  });
