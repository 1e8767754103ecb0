/**
 * The operations of an OpenAPI description.
 *
 * @typedef {object} DescriptionNode A value of the description and its place.
 * @property {any} value
 * @property {string[]} pointer
 *
 * @typedef {{ type: "http" } | { type: "apiKey", name: string }} SecurityScheme `name`: of the header.
 *
 * @typedef {object} Operation
 * @property {import("../index.d.ts").Endpoint} id
 * @property {string} method Upper case.
 * @property {string} template The path with its parameters in braces.
 * @property {RegExp} pattern The path's parameters are its named groups.
 * @property {boolean} voice True for the voice product, which has errors of its own style.
 * @property {SecurityScheme[][]} security Alternatives; every scheme of an alternative is needed. Empty:
 *   no credentials.
 * @property {DescriptionNode[]} parameters
 * @property {DescriptionNode | null} requestBody
 * @property {DescriptionNode} node
 */

const METHODS = ["get", "put", "post", "delete", "patch", "head", "options"];

/**
 * @param {any} description
 * @returns {Operation[]} Concrete paths first, because OpenAPI prefers them to templates.
 */
export function listOperations(description) {
  return Object.entries(description.paths)
    .flatMap(([template, item]) =>
      METHODS.filter((method) => method in item).map((method) =>
        operation(description, template, method),
      ),
    )
    .sort((a, b) => placeholders(a.template) - placeholders(b.template));
}

/**
 * @param {Operation[]} operations
 * @param {string} method
 * @param {string} path
 * @returns {{ operation: Operation, params: Record<string, string> } | { allowed: string[] }} Without
 *   an operation, the methods that the path allows; none if the path is unknown.
 */
export function findOperation(operations, method, path) {
  const template = operations.find(({ pattern }) => pattern.test(path))?.template;
  const candidates = operations.filter((candidate) => candidate.template === template);
  const found = candidates.find((candidate) => candidate.method === method);
  if (!found) return { allowed: candidates.map((candidate) => candidate.method) };
  return { operation: found, params: decode(found.pattern.exec(path)?.groups ?? {}) };
}

/**
 * Follows a reference inside the description, if there is one.
 *
 * @param {any} description
 * @param {DescriptionNode} node
 * @returns {DescriptionNode}
 */
export function follow(description, node) {
  const reference = node.value?.$ref;
  if (typeof reference !== "string") return node;
  const pointer = reference
    .replace(/^#\//, "")
    .split("/")
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
  const value = valueAt(description, pointer);
  if (value === undefined) throw new Error(`the description has nothing at ${reference}`);
  return follow(description, { value, pointer });
}

/** @param {any} description @param {string[]} pointer */
export function valueAt(description, pointer) {
  return pointer.reduce((value, part) => value?.[part], description);
}

/** @param {any} description @param {string} template @param {string} method @returns {Operation} */
function operation(description, template, method) {
  const pathItem = { value: description.paths[template], pointer: ["paths", template] };
  const node = child(pathItem, method);
  return {
    id: node.value.operationId,
    method: method.toUpperCase(),
    template,
    pattern: templatePattern(template),
    voice: node.value.tags?.includes("voice") ?? false,
    security: securitySchemes(description, node.value.security),
    parameters: [pathItem, node].flatMap((parent) => parameters(description, parent)),
    requestBody: node.value.requestBody ? follow(description, child(node, "requestBody")) : null,
    node,
  };
}

/** @param {DescriptionNode} node @param {string} name @returns {DescriptionNode} */
function child({ value, pointer }, name) {
  return { value: value[name], pointer: [...pointer, name] };
}

/** @param {any} description @param {DescriptionNode} parent @returns {DescriptionNode[]} */
function parameters(description, parent) {
  if (parent.value.parameters === undefined) return [];
  const list = child(parent, "parameters");
  return Object.keys(list.value).map((index) => follow(description, child(list, index)));
}

/**
 * @param {any} description
 * @param {Record<string, unknown>[]} [requirements]
 * @returns {SecurityScheme[][]}
 */
function securitySchemes(description, requirements = description.security ?? []) {
  const schemes = description.components?.securitySchemes ?? {};
  return requirements.map((requirement) => Object.keys(requirement).map((name) => schemes[name]));
}

/** @param {string} template @returns {RegExp} */
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

/** @param {string} template */
function placeholders(template) {
  return template.split("{").length - 1;
}

/** @param {Record<string, string>} groups @returns {Record<string, string>} */
function decode(groups) {
  return Object.fromEntries(
    Object.entries(groups).map(([name, text]) => {
      try {
        return [name, decodeURIComponent(text)];
      } catch {
        return [name, text];
      }
    }),
  );
}
