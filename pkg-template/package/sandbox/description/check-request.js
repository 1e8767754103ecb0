import { mediaType } from "../core/request.js";

/**
 * Checks a request against the description.
 *
 * @typedef {import("./operations.js").Operation} Operation
 * @typedef {import("./request-schemas.js").Schemas} Schemas
 * @typedef {import("../core/request.js").ParsedRequest} ParsedRequest
 *
 * @typedef {object} Mistake
 * @property {string} message
 * @property {boolean} answered True if the API answers the mistake with a documented error.
 * @property {string | undefined} [field] Of the body.
 *
 * @param {any} description
 * @param {Schemas} schemas
 * @returns {(operation: Operation, params: Record<string, string>, request: ParsedRequest) => Mistake[]}
 */
export function createRequestCheck(description, schemas) {
  return (operation, params, request) => [
    ...checkAccept(description["x-accept"], request.headers.get("accept")),
    ...checkSecurity(operation, request.headers),
    ...checkParameters(schemas, operation, params, request),
    ...checkBody(schemas, operation, request),
  ];
}

/** @param {string} message @returns {Mistake} */
const unanswered = (message) => ({ message, answered: false });

/**
 * The description has an extension for Accept: in OpenAPI the header follows from the media types of
 * the answers, which are any type here.
 *
 * @param {string} expected
 * @param {string | null} accept
 */
function checkAccept(expected, accept) {
  if (accept === expected) return [];
  return [unanswered(`Accept must be ${expected}, not ${accept ?? "missing"}`)];
}

/** @param {Operation} operation @param {Headers} headers @returns {Mistake[]} */
function checkSecurity({ security }, headers) {
  const authorization = headers.get("authorization");
  if (security.length === 0) {
    return authorization === null ? [] : [unanswered("this operation takes no Authorization")];
  }
  if (authorization !== null && !/^Bearer [^\s,]+$/.test(authorization)) {
    return [unanswered("Authorization must be `Bearer` and one token")];
  }
  const complete = security.some((alternative) =>
    alternative.every((scheme) =>
      headers.has(scheme.type === "http" ? "authorization" : scheme.name),
    ),
  );
  return complete ? [] : [{ message: "the credentials are missing", answered: true }];
}

/**
 * @param {Schemas} schemas
 * @param {Operation} operation
 * @param {Record<string, string>} params
 * @param {ParsedRequest} request
 */
function checkParameters(schemas, { parameters }, params, { query, headers }) {
  const inQuery = parameters.filter(({ value }) => value.in === "query");
  const unknown = query
    .filter(([name]) => !inQuery.some(({ value }) => value.name === name))
    .map(([name]) => `unknown query parameter: ${name}`);
  const wrong = parameters.flatMap(({ value: parameter, pointer }) => {
    const values = valuesOf(parameter);
    const [text] = values;
    if (text === undefined) {
      return parameter.required ? [`parameter ${parameter.name} is missing`] : [];
    }
    if (values.length > 1) return [`parameter ${parameter.name} is given ${values.length} times`];
    const value = parameter.schema.type === "array" ? text.split(",") : text;
    const errors = schemas([...pointer, "schema"])(value);
    return errors.map(({ message }) => `parameter ${parameter.name} ${message}: ${text}`);
  });
  return [...unknown, ...wrong].map(unanswered);

  /** @param {{ in: string, name: string }} parameter @returns {string[]} */
  function valuesOf(parameter) {
    if (parameter.in === "path") return [params[parameter.name] ?? ""];
    if (parameter.in === "header") return [headers.get(parameter.name) ?? []].flat();
    return query.filter(([name]) => name === parameter.name).map(([, value]) => value);
  }
}

/**
 * @param {Schemas} schemas
 * @param {Operation} operation
 * @param {ParsedRequest} request
 * @returns {Mistake[]}
 */
function checkBody(schemas, { requestBody }, { bytes, headers, fields }) {
  const type = mediaType(headers.get("content-type"));
  if (requestBody === null) return checkNoBody(bytes, headers, type);
  const { value: body, pointer } = requestBody;
  if (bytes.length === 0) return body.required ? [unanswered("the body is missing")] : [];
  if (!(type in body.content)) {
    const types = Object.keys(body.content).join(" or ");
    return [unanswered(`Content-Type must be ${types}, not ${type || "missing"}`)];
  }
  if (fields === null) return [unanswered(`the body cannot be read as ${type}`)];
  const names = fields.map(([name]) => name);
  const repeated = names.filter((name, index) => names.indexOf(name) !== index);
  const errors = schemas([...pointer, "content", type, "schema"])(Object.fromEntries(fields));
  return [
    ...repeated.map((name) => unanswered(`body field ${name} is given more than once`)),
    ...errors.map(({ keyword, message, property }) => ({
      message: `body: ${message}`,
      field: property,
      answered: body["x-answered-keywords"]?.includes(keyword) ?? false,
    })),
  ];
}

/**
 * OpenAPI has no words for the headers of a request without a body.
 *
 * @param {Uint8Array} bytes
 * @param {Headers} headers
 * @param {string} type
 */
function checkNoBody(bytes, headers, type) {
  // A Request object cannot carry the body of a GET, but a socket can announce one.
  const announced =
    Number(headers.get("content-length") ?? 0) > 0 || headers.has("transfer-encoding");
  if (bytes.length > 0 || announced) return [unanswered("this operation takes no body")];
  return type === "" ? [] : [unanswered("a request without a body has no Content-Type")];
}
