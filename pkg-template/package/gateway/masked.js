// Texts for the shop's log, without ICCIDs and e-mail addresses.

/** The most characters that are searched, so that a huge text takes no time. The result is much shorter. */
const MAX_SEARCHED = 100_000;
const DIGITS = /\d{17,}/g;
/** The words of texts, URLs and frames of a stack. */
const WORD = /[^\s/"'<>()[\]:,;?&#=]+/g;
const AT = /@|%40/;
const DOMAIN = /\.\p{L}/u;

/** One expression for a whole address would take the square of a text's length. @param {string} word */
function isEmail(word) {
  const at = word.slice(1).search(AT);
  return at !== -1 && DOMAIN.test(word.slice(at + 2));
}

/**
 * A text without digits that may be an ICCID, and without e-mail addresses.
 *
 * @param {string} text
 * @param {number} length the most characters of the result
 */
export function masked(text, length) {
  const shown = text.slice(0, MAX_SEARCHED).replace(DIGITS, "{digits}");
  return shown.replace(WORD, (word) => (isEmail(word) ? "{email}" : word)).slice(0, length);
}
