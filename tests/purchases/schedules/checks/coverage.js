export const MIN_SCHEDULES = 5_000;
/** @type {string[]} */
export const REQUIRED_EVENTS = [];
