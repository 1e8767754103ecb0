// The operations of the gateway by the names of its endpoints. Their methods and paths are those of its routes.
import { answer, answerOf, RETRY_AFTER } from "./answers.mjs";
import { INVISIBLE } from "./purchases.mjs";
import { KEPT_META, PAGE_META } from "./reads.mjs";
import { schemaOfType } from "./schemas-from-types.mjs";

/** @param {string} name */
const ref = (name) => ({ $ref: `#/components/schemas/${name}` });
/** @param {string} name */
const response = (name) => ({ $ref: `#/components/responses/${name}` });
/** @param {string} name */
const parameter = (name) => ({ $ref: `#/components/parameters/${name}` });
/** @param {string} name */
const rowsOf = (name) => ({ type: "array", items: ref(name) });

/** @param {string} description @param {any} schema */
const success = (description, schema) => ({
  200: { description, content: { "application/json": { schema } } },
});

const READ_REFUSALS = {
  400: response("BadRequest"),
  401: response("Unauthorized"),
  403: response("Forbidden"),
  404: response("NotFound"),
  422: response("Invalid"),
  429: response("TooMany"),
  503: response("Unavailable"),
};

/** A text with a character that is no white space, and without control characters. */
const NOT_BLANK =
  "^[^\\u0000-\\u001f\\u007f-\\u009f]*[^\\s\\u0000-\\u001f\\u007f-\\u009f][^\\u0000-\\u001f\\u007f-\\u009f]*$";

/** A text without control and format characters. */
const FILTER = `^[^${INVISIBLE}]*$`;

const DAY = "\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])";

export const PARAMETERS = {
  Iccid: {
    name: "iccid",
    in: "path",
    required: true,
    description: "The eSIM: 17 to 22 digits.",
    schema: { type: "string", pattern: "^\\d{17,22}$" },
  },
  Reference: {
    name: "reference",
    in: "path",
    required: true,
    description: "The reference in base64url without padding, such as `cGF5XzE` for `pay_1`.",
    schema: { type: "string", contentEncoding: "base64url", pattern: "^[A-Za-z0-9_-]{2,340}$" },
  },
  IdempotencyKey: {
    name: "Idempotency-Key",
    in: "header",
    required: true,
    description:
      "The reference of the purchase: the id of its payment. A quoted string, in which `\\` escapes `\"` and `\\`, or a bare token. The reference has 1 to 255 printable ASCII characters without a space at either end. A reference buys at most once. A payment's client secret is refused.",
    schema: {
      type: "string",
      pattern:
        '^(?!.*_secret_)("([!#-\\[\\]-~]|\\\\["\\\\])(([ !#-\\[\\]-~]|\\\\["\\\\]){0,253}([!#-\\[\\]-~]|\\\\["\\\\]))?"|[!#-+\\--:<-\\[\\]-~]{1,255})$',
    },
    example: '"pay_1"',
  },
  Kind: {
    name: "kind",
    in: "query",
    description: "Purchases of this kind.",
    schema: { enum: ["topup", "sim", "renewal", "claim"] },
  },
};

/** @param {string} name @param {string} description @param {object} schema */
const query = (name, description, schema) => ({ name, in: "query", description, schema });

const PAGE = query("page", "The number of the page.", {
  type: "integer",
  minimum: 1,
  maximum: 999_999,
});
/** @param {string} description */
const limit = (description) =>
  query("limit", description, { type: "integer", minimum: 1, maximum: 100 });
const LANGUAGE = query("language", "The language of the texts, such as `de` or `pt-BR`.", {
  type: "string",
  pattern: "^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,3}$",
});

/** @param {string[]} names */
const include = (...names) => ({
  ...query("include", "The parts to add.", {
    type: "array",
    items: { enum: names },
    minItems: 1,
    uniqueItems: true,
  }),
  style: "form",
  explode: false,
});

/** A shopper may be unknown. */
const OPTIONAL_SESSION = [{}, { cookie: [] }, { token: [] }];

/** @param {string} description @param {any} data @param {any} [meta] */
const read = (description, data, meta) => ({
  ...success(description, answerOf(data, meta)),
  ...READ_REFUSALS,
});

/** @type {Record<string, any>} */
export const OPERATIONS = {
  getPackages: {
    summary: "List the packages on sale",
    description: "The shop says who may see them. Each page is stored for an hour.",
    security: OPTIONAL_SESSION,
    parameters: [
      query("filter[type]", "`local`: of one country. `global`: of several.", {
        enum: ["local", "global"],
      }),
      query("filter[country]", "A country, such as `SE`.", {
        type: "string",
        pattern: "^[A-Z]{2}$",
      }),
      include("topup"),
      { ...LANGUAGE, description: "The language of the texts: one that the shop has." },
      limit("Countries and regions per page; 25 by default."),
      PAGE,
    ],
    responses: read("A page of countries and regions", rowsOf("PackageCountry"), {
      ...PAGE_META,
      ...KEPT_META,
    }),
  },
  getCompatibleDevices: {
    summary: "List the phones that take an eSIM",
    description: "The shop says who may see them. The list is stored for a day.",
    security: OPTIONAL_SESSION,
    responses: read("The phones and tablets", rowsOf("Device"), KEPT_META),
  },
  getEsims: {
    summary: "List the shopper's eSIMs",
    description:
      "Those that the shop sold to the shopper, newest first, as they were sold. A page can be short or empty.",
    parameters: [limit("eSIMs per page; 25 by default."), PAGE],
    responses: read("A page of eSIMs", rowsOf("Esim"), PAGE_META),
  },
  getEsim: {
    summary: "Read an eSIM with its codes",
    parameters: [parameter("Iccid"), include("order", "order.status")],
    responses: read("The eSIM", ref("Esim")),
  },
  getUsage: {
    summary: "Read what is left of an eSIM",
    description: "The answer is stored for 20 minutes.",
    parameters: [parameter("Iccid")],
    responses: read("The usage", ref("Usage"), KEPT_META),
  },
  getInstallation: {
    summary: "Read how an eSIM is installed",
    parameters: [parameter("Iccid"), LANGUAGE],
    responses: read("The instructions", ref("Installation")),
  },
  getOrder: {
    summary: "Read an order of the shopper",
    parameters: [
      {
        name: "id",
        in: "path",
        required: true,
        description: "The order's `id`. Its `code` is another number.",
        schema: { type: "string", pattern: "^[1-9][0-9]{0,19}$" },
      },
      include("sims", "status"),
    ],
    responses: read("The order", ref("OrderDetails")),
  },
  getTopupPackages: {
    summary: "List the top-ups on offer for an eSIM",
    description: "The list is never stored. It is empty if nothing is on offer.",
    parameters: [parameter("Iccid")],
    responses: { ...success("The offers", answerOf(rowsOf("TopupPackage"))), ...READ_REFUSALS },
  },
  getPackageHistory: {
    summary: "List the packages that an eSIM has had",
    description:
      "PressOne is asked once per eSIM in 15 minutes. A call within that time gets the stored answer, or 429.",
    parameters: [parameter("Iccid")],
    responses: {
      ...success(
        "The packages",
        answerOf(rowsOf("HistoryEntry"), {
          age_ms: { description: "The age of the list, in ms.", type: "number", minimum: 0 },
          next_ms: {
            description: "The time until PressOne may be asked again, in ms.",
            type: "number",
            minimum: 0,
          },
          source: schemaOfType("PackageHistory").properties.source,
        }),
      ),
      ...READ_REFUSALS,
    },
  },
  getOrderList: {
    summary: "List the shopper's orders",
    description: "A page can be short or empty, because the gateway filters the rows of each page.",
    parameters: [
      {
        ...query("include", "The parts to add to each order.", {
          type: "array",
          items: { enum: ["sims", "status"] },
          minItems: 1,
        }),
        style: "form",
        explode: false,
      },
      query("limit", "Orders per page.", { type: "integer", minimum: 1, maximum: 100 }),
      query("page", "The number of the page.", { type: "integer", minimum: 1, maximum: 999_999 }),
      query("filter[created_at]", "The first and the last day.", {
        type: "string",
        pattern: `^${DAY} - ${DAY}$`,
      }),
      query("filter[code]", "A part of the order's code.", {
        type: "string",
        maxLength: 64,
        pattern: NOT_BLANK,
      }),
      query("filter[order_status]", "The slug of a status.", {
        type: "string",
        maxLength: 64,
        pattern: NOT_BLANK,
      }),
      query("filter[iccid]", "A part of the ICCID.", { type: "string", pattern: "^\\d{1,22}$" }),
      query("filter[description]", "A part of `<reference>:<description>`.", {
        type: "string",
        maxLength: 128,
      }),
    ],
    responses: {
      ...success(
        "A page of orders",
        answerOf(rowsOf("Order"), schemaOfType("PageMeta").properties),
      ),
      ...READ_REFUSALS,
    },
  },
  getAvailableNumbers: {
    summary: "List the numbers that can be claimed",
    description: "The shop says who may see them. The list is never stored.",
    parameters: [
      query("filter", "A text that the shop gives a meaning.", {
        type: "string",
        minLength: 1,
        maxLength: 200,
        pattern: FILTER,
      }),
      query("after", "`meta.next` of the page before, of the same shopper and filter.", {
        type: "string",
        pattern: "^[A-Za-z0-9_-]{16}\\.[A-Za-z0-9_-]{23,2700}$",
      }),
    ],
    responses: read("A page of numbers", rowsOf("AvailableNumber"), {
      total: {
        description: "The number of rows on all pages; null if it is not known.",
        type: ["number", "null"],
      },
      next: {
        description:
          "`after` of the next page; null if this is the last one. Empty if the link to the next page cannot be read.",
        type: ["string", "null"],
      },
    }),
  },
  getPurchase: {
    summary: "Tell the state of a purchase",
    description: "The state is `none` if the journal does not have the purchase for this shopper.",
    parameters: [parameter("Reference"), parameter("Kind")],
    responses: {
      200: {
        ...answer("The purchase", "PurchaseAnswer"),
        headers: RETRY_AFTER,
      },
      ...READ_REFUSALS,
    },
  },
  purchases: {
    summary: "List the shopper's purchases, newest first",
    parameters: [
      query("limit", "Purchases per page; 50 by default.", {
        type: "integer",
        minimum: 1,
        maximum: 100,
      }),
      query("after", "`meta.next` of the page before, of the same query.", {
        type: "string",
        pattern: "^[\\w.~:/+=-]{1,200}$",
      }),
      parameter("Kind"),
      query("state", "Purchases in this state.", { enum: ["open", "done", "failed", "closed"] }),
    ],
    responses: {
      ...success(
        "A page of purchases",
        answerOf(rowsOf("Purchase"), {
          next: {
            description: "`after` of the next page; null at the end.",
            type: ["string", "null"],
          },
        }),
      ),
      ...READ_REFUSALS,
    },
  },
  purchase: {
    summary: "Buy a top-up or new eSIMs, or renew or claim a number",
    description:
      "The same reference buys at most once, however often the request is repeated. If an answer is lost, send the request again with the same key, or ask for the purchase. The path `/purchases.json` is the same.",
    parameters: [parameter("IdempotencyKey")],
    requestBody: {
      required: true,
      content: { "application/json": { schema: ref("PurchaseRequest") } },
    },
    responses: {
      200: answer("The purchase is done.", "DoneAnswer"),
      202: {
        ...answer("The outcome is not known yet. Ask for the purchase again.", "OpenAnswer"),
        headers: RETRY_AFTER,
      },
      400: response("BadRequest"),
      401: response("Unauthorized"),
      402: response("PaymentRequired"),
      403: response("Forbidden"),
      404: response("NotFound"),
      409: {
        ...answer(
          "The shop closed the reference, or another purchase is in the way.",
          "ClosedAnswer",
          "OtherPurchase",
        ),
        headers: RETRY_AFTER,
      },
      413: response("TooLarge"),
      415: response("UnsupportedType"),
      422: {
        ...answer(
          "The purchase failed, and nothing was ordered. Or a field is not valid, or the shop refused the offer.",
          "FailedAnswer",
          "InvalidFields",
          "UnconfirmedOffer",
        ),
        headers: RETRY_AFTER,
      },
      429: response("TooMany"),
      500: response("ServerError"),
      503: response("Unavailable"),
    },
  },
};

/** The answers that have a purchase. */
export const PURCHASE_ANSWERS = {
  PurchaseAnswer: answerOf(ref("Purchase")),
  DoneAnswer: answerOf(ref("DonePurchase")),
  OpenAnswer: answerOf(ref("OpenPurchase")),
  FailedAnswer: answerOf(ref("FailedPurchase")),
  ClosedAnswer: answerOf(ref("ClosedPurchase")),
};
