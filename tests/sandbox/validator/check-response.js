import { mediaType } from "../core/request.js";
import { follow } from "./operations.js";

/**
 * Judges one answer.
 *
 * @typedef {import("./operations.js").Operation} Operation
 * @typedef {import("./operations.js").Located} Located
 *
 * @param {any} description
 * @param {import("./schemas.js").Judges} judges
 * @param {Operation} operation
 * @param {{ status: number, headers: Headers, text: string }} answer
 * @returns {string[]}
 */
export function checkResponse(description, judges, operation, answer) {
  const { value, pointer } = operation.located;
  const status = String(answer.status);
  if (value.responses[status] === undefined) return [`status ${status} is not described`];
  const response = follow(description, {
    value: value.responses[status],
    pointer: [...pointer, "responses", status],
  });
  return [
    ...checkHeaders(description, judges, response, answer.headers),
    ...checkBody(judges, response, answer),
  ];
}

/**
 * @param {any} description
 * @param {import("./schemas.js").Judges} judges
 * @param {Located} response
 * @param {Headers} headers
 */
function checkHeaders(description, judges, response, headers) {
  return Object.keys(response.value.headers ?? {}).flatMap((name) => {
    const { value, pointer } = follow(description, {
      value: response.value.headers[name],
      pointer: [...response.pointer, "headers", name],
    });
    const text = headers.get(name);
    if (text === null) return value.required ? [`header ${name} is missing`] : [];
    return judges([...pointer, "schema"])(text).map((problem) => `header ${name}: ${problem}`);
  });
}

/**
 * @param {import("./schemas.js").Judges} judges
 * @param {Located} response
 * @param {{ headers: Headers, text: string }} answer
 */
function checkBody(judges, response, { headers, text }) {
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
  const wrong = judges([...response.pointer, "content", range, "schema"])(value);
  return wrong.map((problem) => `response body: ${problem}`);
}
