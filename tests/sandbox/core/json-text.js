/**
 * JSON text with numbers that JavaScript cannot hold: a server written in another language can send
 * any integer, and `JSON.stringify` cannot.
 */

const OPEN = "\u0001raw:";
const CLOSE = "\u0001";

/** A number to be written into the JSON text digit by digit. */
export class RawNumber {
  /** @param {string} digits */
  constructor(digits) {
    if (!/^\d+$/.test(digits)) throw new TypeError(`not an integer: ${digits}`);
    this.digits = digits;
  }

  toJSON() {
    return `${OPEN}${this.digits}${CLOSE}`;
  }
}

/** @param {unknown} value @returns {string} */
export function toJsonText(value) {
  return JSON.stringify(value).replace(/"\\u0001raw:(\d+)\\u0001"/g, "$1");
}
