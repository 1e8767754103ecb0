import { mediaType } from "../core/request.js";

/**
 * Judges one request.
 *
 * @typedef {import("./operations.js").Operation} Operation
 * @typedef {import("../core/request.js").ParsedRequest} ParsedRequest
 *
 * @param {any} description
 * @param {import("./schemas.js").Judges} judges
 * @param {Operation} operation
 * @param {ParsedRequest} request
 * @returns {string[]}
 */
export function checkRequest(description, judges, operation, request) {
  return [
    ...checkAccept(description["x-accept"], request.headers.get("accept")),
    ...checkSecurity(description, operation, request.headers),
    ...checkParameters(judges, operation, request),
    ...checkBody(judges, operation, request),
  ];
}

/**
 * OpenAPI leaves Accept to the answers' media types, which are too many here to say what is asked
 * for; an extension says it.
 *
 * @param {string} expected
 * @param {string | null} accept
 */
function checkAccept(expected, accept) {
  return accept === expected ? [] : [`Accept is ${accept}, not ${expected}`];
}

/** @param {any} description @param {Operation} operation @param {Headers} headers */
function checkSecurity(description, operation, headers) {
  /** @type {Record<string, unknown>[]} */
  const alternatives = operation.located.value.security ?? [];
  if (alternatives.length === 0) {
    return headers.has("authorization") ? ["Authorization where none is asked for"] : [];
  }
  const satisfied = alternatives.some((alternative) =>
    Object.keys(alternative).every((name) => {
      const scheme = description.components.securitySchemes[name];
      return scheme.type === "http"
        ? /^Bearer [^\s,]+$/.test(headers.get("authorization") ?? "")
        : headers.has(scheme.name);
    }),
  );
  return satisfied ? [] : ["no credentials of the kind that the operation asks for"];
}

/**
 * @param {import("./schemas.js").Judges} judges
 * @param {Operation} operation
 * @param {ParsedRequest} request
 */
function checkParameters(judges, operation, request) {
  /** @type {string[]} */
  const problems = [];
  const groups = operation.path.exec(request.path)?.groups ?? {};
  const known = new Set();
  for (const { value: parameter, pointer } of operation.parameters) {
    const given =
      parameter.in === "path"
        ? [decodeURIComponent(groups[parameter.name] ?? "")]
        : request.query.filter(([name]) => name === parameter.name).map(([, value]) => value);
    if (parameter.in === "query") known.add(parameter.name);
    if (given.length > 1) problems.push(`${parameter.name} is given ${given.length} times`);
    const text = given[0];
    if (text === undefined) {
      if (parameter.required) problems.push(`${parameter.name} is missing`);
      continue;
    }
    const value = parameter.schema.type === "array" ? text.split(",") : text;
    const wrong = judges([...pointer, "schema"])(value);
    problems.push(...wrong.map((problem) => `parameter ${parameter.name}: ${problem}`));
  }
  for (const [name] of request.query) {
    if (!known.has(name)) problems.push(`unknown query parameter: ${name}`);
  }
  return problems;
}

/**
 * @param {import("./schemas.js").Judges} judges
 * @param {Operation} operation
 * @param {ParsedRequest} request
 */
function checkBody(judges, operation, { bytes, headers, fields }) {
  const { value, pointer } = operation.located;
  const type = mediaType(headers.get("content-type"));
  if (value.requestBody === undefined) {
    return bytes.length === 0 ? [] : ["a body where none is described"];
  }
  if (bytes.length === 0) return value.requestBody.required ? ["the body is missing"] : [];
  if (!(type in value.requestBody.content)) return [`the body's type is ${type || "missing"}`];
  if (fields === null) return [`the body is not what its type says: ${type}`];
  const wrong = judges([...pointer, "requestBody", "content", type, "schema"])(
    Object.fromEntries(fields),
  );
  return wrong.map((problem) => `request body: ${problem}`);
}
