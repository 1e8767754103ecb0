// The OpenAPI 3.1 description of the gateway. Paths come from its routes, fields from its list of public fields, and
// types from the declarations of the clients.
import { ROUTES } from "../package/gateway/routes.js";
import { ANSWER_SCHEMAS, RESPONSES } from "./answers.mjs";
import { OPERATIONS, PARAMETERS, PURCHASE_ANSWERS } from "./operations.mjs";
import { PURCHASE_SCHEMAS } from "./purchases.mjs";
import { READ_SCHEMAS } from "./reads.mjs";

const INTRODUCTION =
  "A shop's gateway to PressOne, as the package pressone-esim makes it. The shop chooses the base path and the session of its shoppers. An endpoint that the shop does not offer answers 404. " +
  "Each answer has `meta.gateway`. An answer without it is not the gateway's: after a purchase it says nothing. " +
  "The shop can add fields to its answers. Later versions can add fields, too. " +
  "Each path may end in a slash. A write with a cookie needs the header `Origin` of the shop's pages.";

/** @returns {Record<string, any>} */
function paths() {
  /** @type {Record<string, any>} */
  const described = {};
  const missing = new Set(Object.keys(OPERATIONS));
  for (const { endpoint, method, template } of ROUTES) {
    const operation = OPERATIONS[endpoint];
    if (!operation) throw new Error(`${endpoint} has no operation`);
    missing.delete(endpoint);
    described[template] = {
      ...described[template],
      [method.toLowerCase()]: { operationId: endpoint, ...operation },
    };
  }
  if (missing.size > 0) throw new Error(`no route for ${[...missing].join(", ")}`);
  return described;
}

export const describeGateway = () => ({
  openapi: "3.1.0",
  info: {
    title: "Gateway of a shop that sells PressOne eSIMs",
    version: "1",
    summary: "The requests of a shop's pages and apps.",
    description: INTRODUCTION,
    license: { name: "MIT OR Apache-2.0", identifier: "MIT OR Apache-2.0" },
  },
  servers: [
    {
      url: "{origin}{basePath}",
      variables: {
        origin: { default: "https://shop.example", description: "The origin of the shop." },
        basePath: {
          default: "/api/pressone",
          description: "The gateway's `basePath`: empty, or a path without a slash at its end.",
        },
      },
    },
  ],
  security: [{ cookie: [] }, { token: [] }],
  paths: paths(),
  components: {
    securitySchemes: {
      cookie: {
        type: "apiKey",
        in: "cookie",
        name: "session",
        description: "The session of the shop. The shop chooses the cookie's name.",
      },
      token: {
        type: "http",
        scheme: "bearer",
        description: "The session of the shop, for an app without cookies.",
      },
    },
    parameters: PARAMETERS,
    responses: RESPONSES,
    schemas: { ...ANSWER_SCHEMAS, ...READ_SCHEMAS, ...PURCHASE_SCHEMAS, ...PURCHASE_ANSWERS },
  },
});
