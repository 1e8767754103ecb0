/** The lock was held by others for as long as the caller waited. */
export class LockBusyError extends Error {
  /** @param {string} lock */
  constructor(lock) {
    super(`the lock "${lock}" is held by another caller`);
    this.name = "LockBusyError";
  }
}
