/**
 * JSON text with integers above 2^53. Real servers send such integers, and `JSON.stringify` cannot
 * write them.
 */

const OPEN = "\u0001raw:";
const CLOSE = "\u0001";

/** An integer that the JSON text shows digit by digit. */
export class RawNumber {
  /** @param {string} digits */
  constructor(digits) {
    if (!/^\d+$/.test(digits)) throw new TypeError(`not an integer: ${digits}`);
    this.digits = digits;
  }

  toString() {
    return this.digits;
  }

  toJSON() {
    return `${OPEN}${this.digits}${CLOSE}`;
  }
}

/** @param {unknown} value @returns {string} */
export function toJsonText(value) {
  return JSON.stringify(value).replace(/"\\u0001raw:(\d+)\\u0001"/g, "$1");
}
