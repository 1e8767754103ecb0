import { mediaType } from "../../../pkg-template/package/sandbox/core/request.js";
import { follow } from "../../../pkg-template/package/sandbox/description/operations.js";

/**
 * Checks an answer against the description.
 *
 * @typedef {import("../../../pkg-template/package/sandbox/description/operations.js").Operation} Operation
 * @typedef {import("../../../pkg-template/package/sandbox/description/operations.js").DescriptionNode} DescriptionNode
 * @typedef {import("../../../pkg-template/package/sandbox/description/request-schemas.js").Schemas} Schemas
 *
 * @param {any} description
 * @param {Schemas} schemas
 * @param {Operation} operation
 * @param {{ status: number, headers: Headers, text: string }} answer
 * @returns {string[]}
 */
export function checkResponse(description, schemas, { node: { value, pointer } }, answer) {
  const status = String(answer.status);
  if (value.responses[status] === undefined) return [`status ${status} is not described`];
  const response = follow(description, {
    value: value.responses[status],
    pointer: [...pointer, "responses", status],
  });
  return [
    ...checkHeaders(description, schemas, response, answer.headers),
    ...checkBody(schemas, response, answer),
  ];
}

/**
 * @param {any} description
 * @param {Schemas} schemas
 * @param {DescriptionNode} response
 * @param {Headers} headers
 */
function checkHeaders(description, schemas, response, headers) {
  return Object.keys(response.value.headers ?? {}).flatMap((name) => {
    const { value, pointer } = follow(description, {
      value: response.value.headers[name],
      pointer: [...response.pointer, "headers", name],
    });
    const text = headers.get(name);
    if (text === null) return value.required ? [`header ${name} is missing`] : [];
    const isNumber = value.schema?.type === "integer" && /^\d+$/.test(text);
    const errors = schemas([...pointer, "schema"])(isNumber ? Number(text) : text);
    return errors.map(({ message }) => `header ${name}: ${message}`);
  });
}

/**
 * @param {Schemas} schemas
 * @param {DescriptionNode} response
 * @param {{ headers: Headers, text: string }} answer
 */
function checkBody(schemas, response, { headers, text }) {
  const { content } = response.value;
  const type = mediaType(headers.get("content-type"));
  const range = type in content ? type : "*/*";
  if (!(range in content)) return [`answers of type ${type || "(none)"} are not described`];
  /** @type {unknown} */
  let value = text;
  if (type !== "text/html") {
    try {
      value = JSON.parse(text);
    } catch {
      return [`the body of type ${type || "(none)"} is no JSON`];
    }
  }
  const errors = schemas([...response.pointer, "content", range, "schema"])(value);
  return errors.map(({ message }) => `response body: ${message}`);
}
