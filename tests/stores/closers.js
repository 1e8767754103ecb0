import { after } from "node:test";

/** Collects what has to be closed after the tests of the current suite; the last one is closed first. */
export function useClosers() {
  /** @type {(() => unknown)[]} */
  const closers = [];
  after(async () => {
    for (const close of closers.reverse()) await close();
  });
  return (/** @type {() => unknown} */ close) => {
    closers.push(close);
  };
}
