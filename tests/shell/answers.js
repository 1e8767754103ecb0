// Answers of `fetch`, and values that callbacks throw.
import { recordingFetch, revokedProxy, thrower } from "./support.js";

/** @typedef {import("./support.js").Answer} Answer */

/** Answers that are no Response, or no answer of the API. @returns {[string, Answer][]} with their names */
export const invalidAnswers = () => [
  ["undefined", () => undefined],
  ["null", () => null],
  ["a number", () => 7],
  ["an empty object", () => ({})],
  ["no text", () => ({ status: 200 })],
  ["a status as text", () => ({ status: "200", text: async () => "" })],
  ["a text that throws", () => ({ status: 200, headers: null, text: thrower("no") })],
  [
    "headers that throw",
    () => ({ status: 200, headers: { get: thrower("no") }, text: async () => 7 }),
  ],
  ["a fractional status", () => ({ status: 200.5, text: async () => "{}" })],
  ["HTML", () => new Response("<html>")],
  ["JSON: an array", () => new Response("[]")],
  ["JSON: null", () => new Response("null")],
  ["JSON: a number as data", () => new Response('{"data":7}')],
];

/** A `fetch` that returns this. @param {Answer} answer */
export const fetchOf = (answer) => recordingFetch(answer);

/** Values that a function of the caller may throw. */
export const thrownValues = () => [
  revokedProxy(),
  undefined,
  Object.create(null),
  new Proxy({}, { getPrototypeOf: thrower("no"), get: thrower("no") }),
];

/** A `fetch` that answers every page of the order list with the same two orders. */
export const samePageFetch = () => {
  const order = { code: "c", package_id: "p", created_at: "t", price: 1 };
  const data = [
    { ...order, id: 1, type: "sim" },
    { ...order, id: 2, type: "topup" },
  ];
  return recordingFetch(() => Response.json({ data }));
};

/** The ids of a walk, joined by commas. @param {AsyncIterable<{ id: unknown }>} walk */
export async function walkedIds(walk) {
  const ids = [];
  for await (const { id } of walk) ids.push(id);
  return ids.join();
}

const redirect = () => new Response(null, { status: 308, headers: { Location: "/elsewhere" } });

/** A host that serves paths with a slash at their end, or without, and redirects the others. @param {boolean} slash */
export const slashFetch = (slash) =>
  recordingFetch(({ url }) =>
    url.endsWith("/") === slash ? Response.json({ data: [] }) : redirect(),
  );

/** A host that redirects everything. */
export const elsewhereFetch = () => recordingFetch(redirect);

/** The ends of the requested paths. @param {{ requests: Request[] }} fetch */
export const pathEnds = ({ requests }) =>
  requests.map(({ url }) => /\/topups\/?$/.exec(url)?.[0]).join();
