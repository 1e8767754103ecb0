// The codes of countries that a page sends.

/** @param {unknown} code @returns {code is string} */
export const isCountry = (code) => typeof code === "string" && /^[A-Z]{2}$/.test(code);
