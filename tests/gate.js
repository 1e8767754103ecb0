/** A promise that a test resolves by calling `open`. @template [T=void] */
export function createGate() {
  /** @type {(value: T) => void} */
  let open = () => {};
  const opened = new Promise((/** @type {(value: T) => void} */ resolve) => {
    open = resolve;
  });
  return { opened, open };
}
