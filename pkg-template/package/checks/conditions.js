// The conditions that events report. An event reports the most urgent threshold that is reached.
import { DAY_MS, timeOf } from "./times.js";

/** The states in which an eSIM's data cannot run out. */
const WITHOUT_DATA = ["NOT_ACTIVE", "EXPIRED", "RECYCLED"];
/** The states in which the end of an eSIM's days changes nothing. */
const OVER = ["FINISHED", "EXPIRED", "RECYCLED"];

/** @typedef {import("pressone-esim/partner").Usage} Usage */

/**
 * @param {Usage} usage
 * @param {number[]} thresholds in per cent
 */
export function lowData({ status, remaining, total, is_unlimited }, thresholds) {
  if (is_unlimited === true || WITHOUT_DATA.includes(status)) return undefined;
  if (total === null || remaining === null || total <= 0) return undefined;
  const used_percent = (100 * (total - remaining)) / total;
  const reached = thresholds.filter((each) => used_percent >= each);
  if (reached.length === 0) return undefined;
  return { threshold: Math.max(...reached), used_percent };
}

/**
 * @param {number} end in ms since the epoch
 * @param {number[]} thresholds in days
 * @param {number} now
 */
export function endsSoon(end, thresholds, now) {
  const days_left = (end - now) / DAY_MS;
  const reached = thresholds.filter((each) => days_left > 0 && days_left <= each);
  return reached.length === 0 ? undefined : { threshold: Math.min(...reached), days_left };
}

/**
 * @param {Usage} usage
 * @param {number[]} thresholds in days
 * @param {number} now
 */
export function expiring({ status, expired_at }, thresholds, now) {
  if (expired_at === null || OVER.includes(status)) return undefined;
  const expires_at = timeOf(expired_at);
  const found = endsSoon(expires_at, thresholds, now);
  return found && { ...found, expires_at };
}

/** @param {number} amount @param {number[]} thresholds */
export function lowBalance(amount, thresholds) {
  const reached = thresholds.filter((each) => amount < each);
  return reached.length === 0 ? null : Math.min(...reached);
}
