/** Shows the view of the current address anew. */
export function refreshView() {
  window.dispatchEvent(new HashChangeEvent("hashchange"));
}
