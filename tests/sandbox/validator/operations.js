/**
 * The operations of a description.
 *
 * @typedef {object} Parameter
 * @property {string} name
 * @property {"path" | "query" | "header"} in
 * @property {boolean} [required]
 * @property {unknown} [schema]
 * @property {boolean} [explode]
 *
 * @typedef {object} Located Something of the description and where it stands.
 * @property {any} value JSON of the description.
 * @property {string[]} pointer
 *
 * @typedef {object} Operation
 * @property {string} method Upper case.
 * @property {RegExp} path
 * @property {Located} located
 * @property {Located[]} parameters
 *
 * @param {any} description
 * @returns {Operation[]}
 */
export function listOperations(description) {
  /** @type {Operation[]} */
  const operations = [];
  for (const [template, item] of Object.entries(description.paths)) {
    for (const method of ["get", "put", "post", "delete", "patch", "head", "options"]) {
      const value = item[method];
      if (value === undefined) continue;
      const base = ["paths", template];
      const pointer = [...base, method];
      operations.push({
        method: method.toUpperCase(),
        path: templatePattern(template),
        located: { value, pointer },
        parameters: [
          ...list(description, item.parameters, [...base, "parameters"]),
          ...list(description, value.parameters, [...pointer, "parameters"]),
        ],
      });
    }
  }
  return operations;
}

/**
 * Follows a reference inside the description, if there is one.
 *
 * @param {any} description
 * @param {Located} located
 * @returns {Located}
 */
export function follow(description, located) {
  const reference = located.value?.$ref;
  if (typeof reference !== "string") return located;
  const pointer = reference
    .replace(/^#\//, "")
    .split("/")
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
  const value = pointer.reduce((node, part) => node?.[part], description);
  if (value === undefined) throw new Error(`the description has nothing at ${reference}`);
  return follow(description, { value, pointer });
}

/**
 * @param {any} description
 * @param {any[] | undefined} items
 * @param {string[]} pointer
 * @returns {Located[]}
 */
function list(description, items = [], pointer) {
  return items.map((value, index) =>
    follow(description, { value, pointer: [...pointer, String(index)] }),
  );
}

/** @param {string} template @returns {RegExp} With the parameters as named groups. */
function templatePattern(template) {
  const source = template
    .split(/(\{\w+\})/)
    .map((part) => {
      const name = /^\{(\w+)\}$/.exec(part)?.[1];
      return name ? `(?<${name}>[^/]+)` : part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    })
    .join("");
  return new RegExp(`^${source}$`);
}
