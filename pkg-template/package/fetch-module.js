/** Loads and compiles a module. The server may name any content type. @param {URL} url */
export async function fetchModule(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`the server answered with the status ${response.status}`);
  return WebAssembly.compile(await response.arrayBuffer());
}
