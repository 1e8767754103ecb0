/** The language of the page's texts, for numbers and times. */
export const LOCALE = document.documentElement.lang;
