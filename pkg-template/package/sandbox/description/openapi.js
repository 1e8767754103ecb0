/** The OpenAPI 3.1 description of the API. */
export default {
  openapi: "3.1.0",
  info: {
    title: "PressOne partner API: eSIMs, top-ups, numbers and users",
    version: "2.0.0",
    summary: "The endpoints that the package calls, as the sandbox serves them.",
    description:
      "Written from the public documentation. Documented servers differ: numbers as text, lists keyed by index, fields that are null or missing, two shapes of validation errors. Every documented form is allowed and no other. Servers may add fields; the sandbox begins the names of its own additions with x_, so a misspelt field is found. x-accept is the Accept header of every request. x-answered-keywords, beside a request body, lists the JSON Schema keywords whose violations the API answers with a documented error; the sandbox refuses all other violations.",
  },
  servers: [{ url: "/" }],
  "x-accept": "application/json",
  tags: [{ name: "data" }, { name: "voice" }],
  paths: {
    "/customer/v2/token": {
      post: {
        operationId: "token",
        tags: ["data"],
        summary: "Exchange the partner's credentials for an access token",
        description:
          "Form fields in one of two encodings. The token is valid for 24 hours; expires_in may say more.",
        security: [],
        requestBody: {
          required: true,
          "x-answered-keywords": ["minLength"],
          content: {
            "application/x-www-form-urlencoded": {
              schema: { $ref: "#/components/schemas/TokenRequest" },
            },
            "multipart/form-data": { schema: { $ref: "#/components/schemas/TokenRequest" } },
          },
        },
        responses: {
          200: {
            description: "A token",
            content: { "*/*": { schema: { $ref: "#/components/schemas/TokenAnswer" } } },
          },
          400: { $ref: "#/components/responses/Invalid" },
          401: { $ref: "#/components/responses/Unauthorized" },
          403: { $ref: "#/components/responses/Forbidden" },
          422: { $ref: "#/components/responses/Invalid" },
          429: { $ref: "#/components/responses/TooMany" },
        },
      },
    },
    "/customer/v2/balance": {
      get: {
        operationId: "balance",
        tags: ["data"],
        summary: "Tell the partner's credit",
        description: "balances is one account, or an empty array if there is none.",
        security: [{ token: [] }],
        responses: {
          200: {
            description: "The account",
            content: { "*/*": { schema: { $ref: "#/components/schemas/BalanceAnswer" } } },
          },
          400: { $ref: "#/components/responses/Invalid" },
          401: { $ref: "#/components/responses/Unauthorized" },
          403: { $ref: "#/components/responses/Forbidden" },
          422: { $ref: "#/components/responses/Invalid" },
          429: { $ref: "#/components/responses/TooMany" },
        },
      },
    },
    "/customer/v2/packages": {
      get: {
        operationId: "packages",
        tags: ["data"],
        summary: "List the packages on sale, by country and operator",
        description:
          "Fetch it once an hour at least; at most 40 requests in a minute. A page after the first may be an object keyed by index.",
        security: [{ token: [] }],
        parameters: [
          { name: "filter[type]", in: "query", schema: { enum: ["local", "global"] } },
          {
            name: "filter[country]",
            in: "query",
            schema: { type: "string", pattern: "^[A-Z]{2}$" },
          },
          {
            name: "include",
            in: "query",
            style: "form",
            explode: false,
            schema: { type: "array", items: { enum: ["topup"] }, uniqueItems: true, minItems: 1 },
          },
          { $ref: "#/components/parameters/Limit" },
          { $ref: "#/components/parameters/Page" },
        ],
        responses: {
          200: {
            description: "One page",
            content: { "*/*": { schema: { $ref: "#/components/schemas/PackageList" } } },
          },
          400: { $ref: "#/components/responses/Invalid" },
          401: { $ref: "#/components/responses/Unauthorized" },
          403: { $ref: "#/components/responses/Forbidden" },
          422: { $ref: "#/components/responses/Invalid" },
          429: { $ref: "#/components/responses/TooMany" },
        },
      },
    },
    "/customer/v2/compatible-devices-lite": {
      get: {
        operationId: "devices",
        tags: ["data"],
        summary: "List the phones that take an eSIM",
        description: "The path is inferred from the title of the page. There is no meta.",
        security: [{ token: [] }],
        responses: {
          200: {
            description: "The devices",
            content: { "*/*": { schema: { $ref: "#/components/schemas/DeviceList" } } },
          },
          400: { $ref: "#/components/responses/Invalid" },
          401: { $ref: "#/components/responses/Unauthorized" },
          403: { $ref: "#/components/responses/Forbidden" },
          422: { $ref: "#/components/responses/Invalid" },
          429: { $ref: "#/components/responses/TooMany" },
        },
      },
    },
    "/customer/v2/sims": {
      get: {
        operationId: "esims",
        tags: ["data"],
        summary: "List the account's eSIMs, newest first",
        description: "The filter iccid matches as SQL LIKE %…%; % and _ are wildcards.",
        security: [{ token: [] }],
        parameters: [
          { $ref: "#/components/parameters/EsimInclude" },
          { $ref: "#/components/parameters/CreatedAt" },
          { name: "filter[iccid]", in: "query", schema: { type: "string" } },
          { $ref: "#/components/parameters/Limit" },
          { $ref: "#/components/parameters/Page" },
        ],
        responses: {
          200: {
            description: "One page",
            content: { "*/*": { schema: { $ref: "#/components/schemas/EsimList" } } },
          },
          400: { $ref: "#/components/responses/Invalid" },
          401: { $ref: "#/components/responses/Unauthorized" },
          403: { $ref: "#/components/responses/Forbidden" },
          422: { $ref: "#/components/responses/Invalid" },
          429: { $ref: "#/components/responses/TooMany" },
        },
      },
    },
    "/customer/v2/sims/{iccid}": {
      parameters: [{ $ref: "#/components/parameters/Iccid" }],
      get: {
        operationId: "esim",
        tags: ["data"],
        summary: "Tell one eSIM",
        description:
          "Only eSIMs that were ordered through the API. The answer for another one is not documented.",
        security: [{ token: [] }],
        parameters: [{ $ref: "#/components/parameters/EsimInclude" }],
        responses: {
          200: {
            description: "The eSIM, or the not-found body",
            content: {
              "*/*": {
                schema: {
                  anyOf: [
                    { $ref: "#/components/schemas/EsimAnswer" },
                    { $ref: "#/components/schemas/NotFoundBody" },
                  ],
                },
              },
            },
          },
          400: { $ref: "#/components/responses/Invalid" },
          401: { $ref: "#/components/responses/Unauthorized" },
          403: { $ref: "#/components/responses/Forbidden" },
          404: { $ref: "#/components/responses/NotFound" },
          422: { $ref: "#/components/responses/Invalid" },
          429: { $ref: "#/components/responses/TooMany" },
        },
      },
    },
    "/customer/v2/sims/{iccid}/topups": {
      parameters: [{ $ref: "#/components/parameters/Iccid" }],
      get: {
        operationId: "topups",
        tags: ["data"],
        summary: "List the top-up packages on offer for an eSIM",
        description:
          "Call it before every order, because offers change. The list is empty if nothing is on offer.",
        security: [{ token: [] }],
        responses: {
          200: {
            description:
              "The offers, or the not-found body, which the documentation lists under this status",
            content: {
              "*/*": {
                schema: {
                  anyOf: [
                    { $ref: "#/components/schemas/TopupList" },
                    { $ref: "#/components/schemas/NotFoundBody" },
                  ],
                },
              },
            },
          },
          400: { $ref: "#/components/responses/Invalid" },
          401: { $ref: "#/components/responses/Unauthorized" },
          403: { $ref: "#/components/responses/Forbidden" },
          404: { $ref: "#/components/responses/NotFound" },
          422: { $ref: "#/components/responses/Invalid" },
          429: { $ref: "#/components/responses/TooMany" },
        },
      },
    },
    "/customer/v2/sims/{iccid}/instructions": {
      parameters: [{ $ref: "#/components/parameters/Iccid" }],
      get: {
        operationId: "instructions",
        tags: ["data"],
        summary: "Tell how an eSIM is installed",
        description:
          "No errors are documented; those of the other endpoints of an eSIM are inferred.",
        security: [{ token: [] }],
        parameters: [
          {
            name: "Accept-Language",
            in: "header",
            required: true,
            description: "The language of the steps",
            schema: { type: "string", pattern: "^[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*$" },
          },
        ],
        responses: {
          200: {
            description: "The instructions, or the not-found body",
            content: {
              "*/*": {
                schema: {
                  anyOf: [
                    { $ref: "#/components/schemas/InstructionsAnswer" },
                    { $ref: "#/components/schemas/NotFoundBody" },
                  ],
                },
              },
            },
          },
          400: { $ref: "#/components/responses/Invalid" },
          401: { $ref: "#/components/responses/Unauthorized" },
          403: { $ref: "#/components/responses/Forbidden" },
          404: { $ref: "#/components/responses/NotFound" },
          422: { $ref: "#/components/responses/Invalid" },
          429: { $ref: "#/components/responses/TooMany" },
        },
      },
    },
    "/customer/v2/sims/{iccid}/usage": {
      parameters: [{ $ref: "#/components/parameters/Iccid" }],
      get: {
        operationId: "usage",
        tags: ["data"],
        summary: "Tell what is left of an eSIM's package",
        description:
          "At most 100 requests per eSIM in a minute. The answer is computed anew every 20 minutes.",
        security: [{ token: [] }],
        responses: {
          200: {
            description: "The usage, or the not-found body",
            content: {
              "*/*": {
                schema: {
                  anyOf: [
                    { $ref: "#/components/schemas/UsageAnswer" },
                    { $ref: "#/components/schemas/NotFoundBody" },
                  ],
                },
              },
            },
          },
          400: { $ref: "#/components/responses/Invalid" },
          401: { $ref: "#/components/responses/Unauthorized" },
          403: { $ref: "#/components/responses/Forbidden" },
          404: { $ref: "#/components/responses/NotFound" },
          422: { $ref: "#/components/responses/Invalid" },
          429: { $ref: "#/components/responses/TooMany" },
        },
      },
    },
    "/customer/v2/sims/{iccid}/packages": {
      parameters: [{ $ref: "#/components/parameters/Iccid" }],
      get: {
        operationId: "history",
        tags: ["data"],
        summary: "List the packages of an eSIM",
        description: "At most one request per eSIM in 15 minutes.",
        security: [{ token: [] }],
        responses: {
          200: {
            description:
              "The packages, or the not-found body, which the documentation lists under this status",
            content: {
              "*/*": {
                schema: {
                  anyOf: [
                    { $ref: "#/components/schemas/History" },
                    { $ref: "#/components/schemas/NotFoundBody" },
                  ],
                },
              },
            },
          },
          400: { $ref: "#/components/responses/Invalid" },
          401: { $ref: "#/components/responses/Unauthorized" },
          403: { $ref: "#/components/responses/Forbidden" },
          404: { $ref: "#/components/responses/NotFound" },
          422: { $ref: "#/components/responses/Invalid" },
          429: { $ref: "#/components/responses/TooMany" },
        },
      },
    },
    "/customer/v2/orders": {
      get: {
        operationId: "orders",
        tags: ["data"],
        summary: "List the account's orders, newest first",
        description:
          "The filters code, iccid and description match as SQL LIKE %…%; % and _ are wildcards.",
        security: [{ token: [] }],
        parameters: [
          { $ref: "#/components/parameters/OrderInclude" },
          { $ref: "#/components/parameters/CreatedAt" },
          { name: "filter[code]", in: "query", schema: { type: "string" } },
          {
            name: "filter[order_status]",
            in: "query",
            description:
              "completed, failed, refunded or partially_refunded; other values are answered with an error.",
            schema: { type: "string" },
          },
          { name: "filter[iccid]", in: "query", schema: { type: "string" } },
          { name: "filter[description]", in: "query", schema: { type: "string" } },
          { $ref: "#/components/parameters/Limit" },
          { $ref: "#/components/parameters/Page" },
        ],
        responses: {
          200: {
            description: "One page",
            content: { "*/*": { schema: { $ref: "#/components/schemas/OrderList" } } },
          },
          400: { $ref: "#/components/responses/Invalid" },
          401: { $ref: "#/components/responses/Unauthorized" },
          403: { $ref: "#/components/responses/Forbidden" },
          422: { $ref: "#/components/responses/Invalid" },
          429: { $ref: "#/components/responses/TooMany" },
        },
      },
      post: {
        operationId: "buy",
        tags: ["data"],
        summary: "Buy eSIMs",
        description:
          "Call it after the shopper has paid. There is no idempotency key: the same request buys again. The packages test-insufficient-balance-7days-1gb, test-maintenance-mode-7days-1gb, test-disabled-top-up-7days-1gb, test-not-enough-7days-1gb and test-out-of-stock-7days-1gb are answered with the business codes 11, 13, 23, 33 and 34.",
        security: [{ token: [] }],
        requestBody: {
          required: true,
          "x-answered-keywords": ["required", "minLength", "pattern", "enum"],
          content: {
            "multipart/form-data": { schema: { $ref: "#/components/schemas/SimRequest" } },
          },
        },
        responses: {
          200: {
            description: "The order with its eSIMs",
            content: { "*/*": { schema: { $ref: "#/components/schemas/SimAnswer" } } },
          },
          400: { $ref: "#/components/responses/Invalid" },
          401: { $ref: "#/components/responses/Unauthorized" },
          403: { $ref: "#/components/responses/Forbidden" },
          422: { $ref: "#/components/responses/Invalid" },
          429: { $ref: "#/components/responses/TooMany" },
        },
      },
    },
    "/customer/v2/orders/{id}": {
      parameters: [
        {
          name: "id",
          in: "path",
          required: true,
          description: "The id of an order, not its code.",
          schema: { type: "string", pattern: "^[1-9]\\d{0,19}$" },
        },
      ],
      get: {
        operationId: "order",
        tags: ["data"],
        summary: "Tell one order",
        description:
          "An order of another account is answered with 401. The answer for an order that does not exist is not documented.",
        security: [{ token: [] }],
        parameters: [{ $ref: "#/components/parameters/OrderInclude" }],
        responses: {
          200: {
            description: "The order, or the not-found body",
            content: {
              "*/*": {
                schema: {
                  anyOf: [
                    { $ref: "#/components/schemas/OrderAnswer" },
                    { $ref: "#/components/schemas/NotFoundBody" },
                  ],
                },
              },
            },
          },
          400: { $ref: "#/components/responses/Invalid" },
          401: { $ref: "#/components/responses/Unauthorized" },
          403: { $ref: "#/components/responses/Forbidden" },
          404: { $ref: "#/components/responses/NotFound" },
          422: { $ref: "#/components/responses/Invalid" },
          429: { $ref: "#/components/responses/TooMany" },
        },
      },
    },
    "/customer/v2/orders/topups": {
      post: {
        operationId: "submit",
        tags: ["data"],
        summary: "Buy a top-up",
        description:
          "Call it after the shopper has paid. There is no idempotency key: the same request buys again.",
        security: [{ token: [] }],
        requestBody: {
          required: true,
          "x-answered-keywords": ["required", "minLength", "pattern"],
          content: {
            "multipart/form-data": { schema: { $ref: "#/components/schemas/TopupRequest" } },
          },
        },
        responses: {
          200: {
            description: "The order",
            content: { "*/*": { schema: { $ref: "#/components/schemas/TopupAnswer" } } },
          },
          400: { $ref: "#/components/responses/Invalid" },
          401: { $ref: "#/components/responses/Unauthorized" },
          403: { $ref: "#/components/responses/Forbidden" },
          422: { $ref: "#/components/responses/Invalid" },
          429: { $ref: "#/components/responses/TooMany" },
        },
      },
    },
    "/api/third-party/partner/renew-number/": {
      post: {
        operationId: "renew",
        tags: ["voice"],
        summary: "Renew a user's subscription, or turn a free trial into a subscription",
        description:
          "The trailing slash belongs to the path. The credentials and errors of the voice product are not documented; both forms that the sandbox has are allowed.",
        security: [{ token: [] }, { partnerKey: [] }],
        requestBody: {
          required: true,
          "x-answered-keywords": ["required", "pattern"],
          content: {
            "application/json": { schema: { $ref: "#/components/schemas/RenewalRequest" } },
          },
        },
        responses: {
          200: {
            description:
              "Renewed, or the not-found body, which the documentation lists under this status",
            content: {
              "*/*": {
                schema: {
                  anyOf: [
                    { $ref: "#/components/schemas/Renewal" },
                    { $ref: "#/components/schemas/NotFoundBody" },
                  ],
                },
              },
            },
          },
          400: { $ref: "#/components/responses/VoiceInvalid" },
          401: { $ref: "#/components/responses/VoiceRefused" },
          403: { $ref: "#/components/responses/VoiceRefused" },
          404: { $ref: "#/components/responses/VoiceRefused" },
          422: { $ref: "#/components/responses/Invalid" },
          429: { $ref: "#/components/responses/TooMany" },
        },
      },
    },
    "/api/third-party/partner/user/": {
      get: {
        operationId: "users",
        tags: ["voice"],
        summary: "List the users who signed up through the partner, with their subscriptions",
        description:
          "Without a filter, all users. The trailing slash belongs to the path. The documentation names the filters, the pages and the subscription. The page parameters, the other fields and the errors are inferred.",
        security: [{ token: [] }, { partnerKey: [] }],
        parameters: [
          { name: "email", in: "query", schema: { type: "string" } },
          { name: "mobile", in: "query", schema: { type: "string" } },
          {
            name: "page",
            in: "query",
            description: "Counted from 1; a page that does not exist is answered with an error.",
            schema: { type: "string" },
          },
          {
            name: "page_size",
            in: "query",
            description: "Users per page, at most 100; other text is ignored.",
            schema: { type: "string" },
          },
        ],
        responses: {
          200: {
            description:
              "One page, or the not-found body, which the documentation lists under this status",
            content: {
              "*/*": {
                schema: {
                  anyOf: [
                    { $ref: "#/components/schemas/UserList" },
                    { $ref: "#/components/schemas/NotFoundBody" },
                  ],
                },
              },
            },
          },
          400: { $ref: "#/components/responses/VoiceInvalid" },
          401: { $ref: "#/components/responses/VoiceRefused" },
          403: { $ref: "#/components/responses/VoiceRefused" },
          404: { $ref: "#/components/responses/VoiceRefused" },
          422: { $ref: "#/components/responses/Invalid" },
          429: { $ref: "#/components/responses/TooMany" },
        },
      },
    },
    "/api/third-party/partner/available-numbers/": {
      get: {
        operationId: "numbers",
        tags: ["voice"],
        summary: "List the numbers that can be claimed",
        description:
          "PressOne documents neither the path nor the answer of this endpoint, so both are the sandbox's own.",
        security: [{ token: [] }, { partnerKey: [] }],
        parameters: [
          { name: "country", in: "query", schema: { type: "string" } },
          {
            name: "page",
            in: "query",
            description: "Counted from 1; a page that does not exist is answered with an error.",
            schema: { type: "string" },
          },
          {
            name: "page_size",
            in: "query",
            description: "Numbers per page, at most 100; other text is ignored.",
            schema: { type: "string" },
          },
        ],
        responses: {
          200: {
            description:
              "One page, or the not-found body, which the documentation lists under this status",
            content: {
              "*/*": {
                schema: {
                  anyOf: [
                    { $ref: "#/components/schemas/NumberList" },
                    { $ref: "#/components/schemas/NotFoundBody" },
                  ],
                },
              },
            },
          },
          400: { $ref: "#/components/responses/VoiceInvalid" },
          401: { $ref: "#/components/responses/VoiceRefused" },
          403: { $ref: "#/components/responses/VoiceRefused" },
          404: { $ref: "#/components/responses/VoiceRefused" },
          422: { $ref: "#/components/responses/Invalid" },
          429: { $ref: "#/components/responses/TooMany" },
        },
      },
    },
    "/api/third-party/partner/claim-number/": {
      post: {
        operationId: "claim",
        tags: ["voice"],
        summary: "Claim a number for a user",
        description:
          "PressOne documents neither the path nor the body of this endpoint, so both are the sandbox's own.",
        security: [{ token: [] }, { partnerKey: [] }],
        requestBody: {
          required: true,
          "x-answered-keywords": ["required", "pattern"],
          content: {
            "application/json": { schema: { $ref: "#/components/schemas/ClaimRequest" } },
          },
        },
        responses: {
          200: {
            description:
              "Claimed, or the not-found body, which the documentation lists under this status",
            content: {
              "*/*": {
                schema: {
                  anyOf: [
                    { $ref: "#/components/schemas/Claim" },
                    { $ref: "#/components/schemas/NotFoundBody" },
                  ],
                },
              },
            },
          },
          400: { $ref: "#/components/responses/ClaimInvalid" },
          401: { $ref: "#/components/responses/VoiceRefused" },
          403: { $ref: "#/components/responses/VoiceRefused" },
          404: { $ref: "#/components/responses/VoiceRefused" },
          422: { $ref: "#/components/responses/Invalid" },
          429: { $ref: "#/components/responses/TooMany" },
        },
      },
    },
  },
  components: {
    securitySchemes: {
      token: { type: "http", scheme: "bearer" },
      partnerKey: { type: "apiKey", in: "header", name: "X-Partner-Key" },
    },
    parameters: {
      Iccid: {
        name: "iccid",
        in: "path",
        required: true,
        schema: { type: "string", pattern: "^\\d{17,22}$" },
      },
      CreatedAt: {
        name: "filter[created_at]",
        in: "query",
        schema: {
          type: "string",
          pattern: "^\\d{4}-\\d{2}-\\d{2} - \\d{4}-\\d{2}-\\d{2}$",
        },
      },
      Limit: {
        name: "limit",
        in: "query",
        description: "Rows per page; text that is no integer is answered with an error.",
        schema: { type: "string" },
      },
      Page: {
        name: "page",
        in: "query",
        description: "Counted from 1; text that is no integer is answered with an error.",
        schema: { type: "string" },
      },
      EsimInclude: {
        name: "include",
        in: "query",
        style: "form",
        explode: false,
        schema: {
          type: "array",
          items: { enum: ["order", "order.status", "order.user", "share"] },
          uniqueItems: true,
          minItems: 1,
        },
      },
      OrderInclude: {
        name: "include",
        in: "query",
        style: "form",
        explode: false,
        schema: {
          type: "array",
          items: { enum: ["sims", "user", "status"] },
          uniqueItems: true,
          minItems: 1,
        },
      },
    },
    headers: {
      RetryAfter: {
        description: "Seconds, or an HTTP date",
        schema: {
          type: "string",
          pattern: "^(\\d+|[A-Z][a-z]{2}, \\d{2} [A-Z][a-z]{2} \\d{4} \\d{2}:\\d{2}:\\d{2} GMT)$",
        },
      },
    },
    responses: {
      Invalid: {
        description: "The request, the account or the eSIM does not allow the action",
        content: {
          "text/html": { schema: { $ref: "#/components/schemas/Page" } },
          "*/*": {
            schema: {
              anyOf: [
                { $ref: "#/components/schemas/FieldErrors" },
                { $ref: "#/components/schemas/BusinessError" },
                { $ref: "#/components/schemas/ReasonOnly" },
                { $ref: "#/components/schemas/MessageOnly" },
              ],
            },
          },
        },
      },
      Unauthorized: {
        description: "The token or the credentials are not valid",
        content: {
          "text/html": { schema: { $ref: "#/components/schemas/Page" } },
          "*/*": { schema: { $ref: "#/components/schemas/MessageOnly" } },
        },
      },
      Forbidden: {
        description: "The caller's address is not allowed",
        content: {
          "text/html": { schema: { $ref: "#/components/schemas/Page" } },
          "*/*": { schema: { $ref: "#/components/schemas/BusinessError" } },
        },
      },
      NotFound: {
        description: "Not in this account",
        content: {
          "text/html": { schema: { $ref: "#/components/schemas/Page" } },
          "*/*": { schema: { $ref: "#/components/schemas/NotFoundBody" } },
        },
      },
      TooMany: {
        description: "Too many requests",
        headers: { "Retry-After": { $ref: "#/components/headers/RetryAfter" } },
        content: {
          "text/html": { schema: { $ref: "#/components/schemas/Page" } },
          "*/*": {
            schema: {
              anyOf: [
                { $ref: "#/components/schemas/TooManyBody" },
                { $ref: "#/components/schemas/Detail" },
              ],
            },
          },
        },
      },
      VoiceInvalid: {
        description: "The email is missing or is no email address",
        content: {
          "text/html": { schema: { $ref: "#/components/schemas/Page" } },
          "*/*": {
            schema: {
              anyOf: [
                { $ref: "#/components/schemas/EmailErrors" },
                { $ref: "#/components/schemas/FieldErrors" },
                { $ref: "#/components/schemas/BusinessError" },
                { $ref: "#/components/schemas/ReasonOnly" },
                { $ref: "#/components/schemas/MessageOnly" },
              ],
            },
          },
        },
      },
      ClaimInvalid: {
        description: "A field is missing or cannot be claimed",
        content: {
          "text/html": { schema: { $ref: "#/components/schemas/Page" } },
          "*/*": {
            schema: {
              anyOf: [
                { $ref: "#/components/schemas/ClaimErrors" },
                { $ref: "#/components/schemas/FieldErrors" },
                { $ref: "#/components/schemas/BusinessError" },
                { $ref: "#/components/schemas/ReasonOnly" },
                { $ref: "#/components/schemas/MessageOnly" },
              ],
            },
          },
        },
      },
      VoiceRefused: {
        description: "Not authenticated, not allowed, or no such user",
        content: {
          "text/html": { schema: { $ref: "#/components/schemas/Page" } },
          "*/*": {
            schema: {
              anyOf: [
                { $ref: "#/components/schemas/Detail" },
                { $ref: "#/components/schemas/MessageOnly" },
                { $ref: "#/components/schemas/NotFoundBody" },
              ],
            },
          },
        },
      },
    },
    schemas: {
      Page: { type: "string", pattern: "^<!DOCTYPE html>" },
      Text: { type: "string", minLength: 1 },
      MaybeText: { type: ["string", "null"] },
      Money: {
        description: "US dollars, as a number or as decimal text",
        anyOf: [
          { type: "number", minimum: 0 },
          { type: "string", pattern: "^\\d+\\.\\d{2}$" },
        ],
      },
      MaybeMoney: { anyOf: [{ $ref: "#/components/schemas/Money" }, { type: "null" }] },
      Count: {
        anyOf: [
          { type: "integer", minimum: 0 },
          { type: "string", pattern: "^\\d+$" },
        ],
      },
      MaybeCount: { anyOf: [{ $ref: "#/components/schemas/Count" }, { type: "null" }] },
      Id: {
        description: "A whole number, possibly above 2^53, or its digits",
        anyOf: [
          { type: "integer", minimum: 1 },
          { type: "string", pattern: "^\\d+$" },
        ],
      },
      Iccid: {
        anyOf: [
          { type: "string", pattern: "^\\d{17,22}$" },
          { type: "integer", minimum: 10000000000000000 },
        ],
      },
      Timestamp: {
        type: "string",
        pattern: "^\\d{4}-\\d{2}-\\d{2}( \\d{2}:\\d{2}(:\\d{2})?|T\\d{2}:\\d{2}:\\d{2}\\+00:00)$",
      },
      MaybeTimestamp: {
        anyOf: [{ $ref: "#/components/schemas/Timestamp" }, { type: "null" }],
      },
      PackageType: { enum: ["sim", "topup"] },
      TokenRequest: {
        type: "object",
        required: ["client_id", "client_secret", "grant_type"],
        additionalProperties: false,
        properties: {
          client_id: { $ref: "#/components/schemas/Text" },
          client_secret: { $ref: "#/components/schemas/Text" },
          grant_type: { const: "client_credentials" },
        },
      },
      TopupRequest: {
        type: "object",
        required: ["package_id", "iccid"],
        additionalProperties: false,
        properties: {
          package_id: { $ref: "#/components/schemas/Text" },
          iccid: { type: "string", pattern: "^\\d{17,22}$" },
          description: { type: "string" },
        },
      },
      SimRequest: {
        type: "object",
        required: ["package_id", "quantity"],
        additionalProperties: false,
        properties: {
          package_id: { $ref: "#/components/schemas/Text" },
          quantity: { description: "1 to 50", type: "string", pattern: "^[1-9]\\d*$" },
          type: { const: "sim" },
          description: { type: "string" },
          brand_settings_name: { type: "string" },
          to_email: { type: "string", pattern: "^[^\\s@]+@[^\\s@]+$" },
          "sharing_option[]": {
            description: "Required with to_email",
            type: "array",
            items: { enum: ["link", "pdf"] },
            minItems: 1,
            uniqueItems: true,
          },
          "copy_address[]": {
            type: "array",
            items: { type: "string", pattern: "^[^\\s@]+@[^\\s@]+$" },
            minItems: 1,
          },
        },
      },
      RenewalRequest: {
        type: "object",
        required: ["email"],
        additionalProperties: false,
        properties: { email: { type: "string", pattern: "^[^\\s@]+@[^\\s@]+$" } },
      },
      ClaimRequest: {
        type: "object",
        required: ["email", "mobile"],
        additionalProperties: false,
        properties: {
          email: { type: "string", pattern: "^[^\\s@]+@[^\\s@]+$" },
          mobile: { type: "string", minLength: 1 },
        },
      },
      Meta: {
        anyOf: [
          { type: "string" },
          {
            type: "object",
            required: ["message"],
            additionalProperties: false,
            patternProperties: { "^x_": {} },
            properties: { message: { type: "string" } },
          },
        ],
      },
      Pricing: {
        type: "object",
        required: ["model", "discount_percentage"],
        additionalProperties: false,
        patternProperties: { "^x_": {} },
        properties: {
          model: { enum: ["net_pricing", "discount_pricing"] },
          discount_percentage: { $ref: "#/components/schemas/Count" },
        },
      },
      TokenAnswer: {
        type: "object",
        required: ["data"],
        additionalProperties: false,
        patternProperties: { "^x_": {} },
        properties: {
          data: {
            type: "object",
            required: ["token_type", "access_token"],
            additionalProperties: false,
            patternProperties: { "^x_": {} },
            properties: {
              token_type: { const: "Bearer" },
              expires_in: { $ref: "#/components/schemas/Count" },
              access_token: { type: "string", pattern: "^[^.\\s]+\\.[^.\\s]+\\.[^.\\s]+$" },
            },
          },
          meta: { $ref: "#/components/schemas/Meta" },
        },
      },
      BalanceAnswer: {
        type: "object",
        required: ["data"],
        additionalProperties: false,
        patternProperties: { "^x_": {} },
        properties: {
          data: {
            type: "object",
            required: ["balances"],
            additionalProperties: false,
            patternProperties: { "^x_": {} },
            properties: {
              balances: {
                anyOf: [
                  { $ref: "#/components/schemas/BalanceAccount" },
                  { type: "array", maxItems: 0 },
                ],
              },
            },
          },
          meta: { $ref: "#/components/schemas/Meta" },
        },
      },
      BalanceAccount: {
        type: "object",
        required: ["name", "availableBalance"],
        additionalProperties: false,
        patternProperties: { "^x_": {} },
        properties: {
          name: { $ref: "#/components/schemas/Text" },
          availableBalance: {
            type: "object",
            required: ["amount", "currency"],
            additionalProperties: false,
            properties: {
              amount: { $ref: "#/components/schemas/Money" },
              currency: { const: "USD" },
            },
          },
        },
      },
      InstructionsAnswer: {
        type: "object",
        required: ["data"],
        additionalProperties: false,
        patternProperties: { "^x_": {} },
        properties: {
          data: {
            type: "object",
            required: ["instructions"],
            additionalProperties: false,
            patternProperties: { "^x_": {} },
            properties: {
              instructions: {
                type: "object",
                required: ["language", "ios", "android"],
                additionalProperties: false,
                properties: {
                  language: { type: "string", pattern: "^[A-Z]{2}" },
                  ios: {
                    type: "array",
                    items: { $ref: "#/components/schemas/SystemInstructions" },
                  },
                  android: {
                    type: "array",
                    items: { $ref: "#/components/schemas/SystemInstructions" },
                  },
                },
              },
            },
          },
          meta: { $ref: "#/components/schemas/Meta" },
        },
      },
      Steps: {
        anyOf: [
          { type: "array", items: { $ref: "#/components/schemas/Text" } },
          {
            type: "object",
            minProperties: 1,
            additionalProperties: false,
            patternProperties: { "^[1-9]\\d*$": { $ref: "#/components/schemas/Text" } },
          },
        ],
      },
      SystemInstructions: {
        type: "object",
        required: [
          "model",
          "version",
          "installation_via_qr_code",
          "installation_manual",
          "network_setup",
        ],
        additionalProperties: false,
        patternProperties: { "^x_": {} },
        properties: {
          model: { $ref: "#/components/schemas/MaybeText" },
          version: { $ref: "#/components/schemas/MaybeText" },
          installation_via_qr_code: {
            type: "object",
            required: ["steps", "qr_code_data", "qr_code_url"],
            additionalProperties: false,
            properties: {
              steps: { $ref: "#/components/schemas/Steps" },
              qr_code_data: { type: "string", pattern: "^LPA:1\\$" },
              qr_code_url: { $ref: "#/components/schemas/MaybeText" },
              direct_apple_installation_url: { $ref: "#/components/schemas/MaybeText" },
            },
          },
          installation_manual: {
            type: "object",
            required: ["steps", "smdp_address_and_activation_code"],
            additionalProperties: false,
            properties: {
              steps: { $ref: "#/components/schemas/Steps" },
              smdp_address_and_activation_code: { $ref: "#/components/schemas/Text" },
            },
          },
          network_setup: {
            type: "object",
            required: ["steps", "apn_type", "apn_value", "is_roaming"],
            additionalProperties: false,
            properties: {
              steps: { $ref: "#/components/schemas/Steps" },
              apn_type: { type: "string" },
              apn_value: { $ref: "#/components/schemas/MaybeText" },
              is_roaming: { type: "boolean" },
            },
          },
        },
      },
      DeviceList: {
        type: "object",
        required: ["data"],
        additionalProperties: false,
        patternProperties: { "^x_": {} },
        properties: {
          data: rowsOf("Device"),
        },
      },
      Device: {
        type: "object",
        required: ["os", "brand", "name"],
        additionalProperties: false,
        patternProperties: { "^x_": {} },
        properties: {
          os: { $ref: "#/components/schemas/Text" },
          brand: { $ref: "#/components/schemas/Text" },
          name: { $ref: "#/components/schemas/Text" },
        },
      },
      Image: {
        type: "object",
        required: ["width", "height", "url"],
        additionalProperties: false,
        properties: {
          width: { type: "integer" },
          height: { type: "integer" },
          url: { type: "string", pattern: "^https://" },
        },
      },
      SoldPackage: {
        allOf: [{ $ref: "#/components/schemas/PackageBase" }],
        properties: {
          qr_installation: { $ref: "#/components/schemas/MaybeText" },
          manual_installation: { $ref: "#/components/schemas/MaybeText" },
          is_fair_usage_policy: { type: ["boolean", "null"] },
          fair_usage_policy: { $ref: "#/components/schemas/MaybeText" },
          voice: { $ref: "#/components/schemas/MaybeCount" },
          text: { $ref: "#/components/schemas/MaybeCount" },
          prices: {
            description: "Amounts by currency",
            type: ["object", "null"],
            required: ["net_price", "recommended_retail_price"],
            additionalProperties: {
              type: "object",
              additionalProperties: { $ref: "#/components/schemas/Money" },
            },
          },
        },
        unevaluatedProperties: false,
      },
      Operator: {
        type: "object",
        required: ["id", "type", "title", "packages", "countries"],
        additionalProperties: false,
        patternProperties: { "^x_": {} },
        properties: {
          id: { $ref: "#/components/schemas/Id" },
          style: { type: "string" },
          gradient_start: { type: "string" },
          gradient_end: { type: "string" },
          type: { enum: ["local", "global"] },
          is_prepaid: { type: "boolean" },
          title: { $ref: "#/components/schemas/Text" },
          esim_type: { type: "string" },
          warning: { $ref: "#/components/schemas/MaybeText" },
          apn_type: { type: "string" },
          apn_value: { $ref: "#/components/schemas/MaybeText" },
          is_roaming: { type: "boolean" },
          info: { type: "array", items: { type: "string" } },
          image: { $ref: "#/components/schemas/Image" },
          plan_type: { type: "string" },
          activation_policy: { type: "string" },
          is_kyc_verify: { type: "boolean" },
          rechargeability: { type: "boolean" },
          other_info: { $ref: "#/components/schemas/MaybeText" },
          coverages: { type: ["array", "null"], items: { type: "object" } },
          install_window_days: { $ref: "#/components/schemas/MaybeCount" },
          topup_grace_window_days: { $ref: "#/components/schemas/MaybeCount" },
          apn: {
            type: ["object", "null"],
            additionalProperties: { $ref: "#/components/schemas/Apn" },
          },
          packages: { type: "array", items: { $ref: "#/components/schemas/SoldPackage" } },
          countries: { type: "array", items: { type: "object" } },
        },
      },
      PackageCountry: {
        type: "object",
        required: ["slug", "country_code", "title", "image", "operators"],
        additionalProperties: false,
        patternProperties: { "^x_": {} },
        properties: {
          slug: { type: "string", pattern: "^[a-z-]+$" },
          country_code: { type: "string", pattern: "^([A-Z]{2})?$" },
          title: { $ref: "#/components/schemas/Text" },
          image: { $ref: "#/components/schemas/Image" },
          operators: { type: "array", items: { $ref: "#/components/schemas/Operator" } },
        },
      },
      PackageList: pageOf("PackageCountry"),
      UsageAnswer: {
        type: "object",
        required: ["data"],
        additionalProperties: false,
        patternProperties: { "^x_": {} },
        properties: {
          data: {
            description: "MB, minutes and numbers of SMS",
            type: "object",
            required: [
              "status",
              "remaining",
              "total",
              "remaining_voice",
              "remaining_text",
              "total_voice",
              "total_text",
            ],
            additionalProperties: false,
            patternProperties: { "^x_": {} },
            properties: {
              status: {
                description:
                  "NOT_ACTIVE, ACTIVE, FINISHED, EXPIRED, UNKNOWN, RECYCLED, or a future one",
                type: "string",
                pattern: "^[A-Z_]+$",
              },
              remaining: { $ref: "#/components/schemas/Count" },
              total: { $ref: "#/components/schemas/Count" },
              expired_at: { $ref: "#/components/schemas/MaybeTimestamp" },
              is_unlimited: { type: ["boolean", "null"] },
              remaining_voice: { $ref: "#/components/schemas/Count" },
              remaining_text: { $ref: "#/components/schemas/Count" },
              total_voice: { $ref: "#/components/schemas/Count" },
              total_text: { $ref: "#/components/schemas/Count" },
            },
          },
          meta: { $ref: "#/components/schemas/Meta" },
        },
      },
      PackageBase: {
        description: "Common fields of a package on offer and a package of the history",
        type: "object",
        required: ["id", "price", "amount", "day"],
        patternProperties: { "^x_": {} },
        properties: {
          id: { $ref: "#/components/schemas/Text" },
          type: { anyOf: [{ $ref: "#/components/schemas/PackageType" }, { type: "null" }] },
          price: { $ref: "#/components/schemas/Money" },
          net_price: { $ref: "#/components/schemas/MaybeMoney" },
          amount: { $ref: "#/components/schemas/Count" },
          day: { $ref: "#/components/schemas/Count" },
          is_unlimited: { type: ["boolean", "null"] },
          title: { $ref: "#/components/schemas/MaybeText" },
          data: { $ref: "#/components/schemas/MaybeText" },
          short_info: { $ref: "#/components/schemas/MaybeText" },
        },
      },
      TopupPackage: {
        allOf: [{ $ref: "#/components/schemas/PackageBase" }],
        required: ["title"],
        properties: {
          title: { $ref: "#/components/schemas/Text" },
          voice: { $ref: "#/components/schemas/MaybeCount" },
          text: { $ref: "#/components/schemas/MaybeCount" },
        },
        unevaluatedProperties: false,
      },
      HistoryPackage: {
        allOf: [{ $ref: "#/components/schemas/PackageBase" }],
        unevaluatedProperties: false,
      },
      TopupList: {
        type: "object",
        required: ["data"],
        additionalProperties: false,
        patternProperties: { "^x_": {} },
        properties: {
          pricing: { $ref: "#/components/schemas/Pricing" },
          data: rowsOf("TopupPackage"),
        },
      },
      HistoryEntry: {
        type: "object",
        required: ["id", "status", "remaining", "package"],
        additionalProperties: false,
        patternProperties: { "^x_": {} },
        properties: {
          id: { $ref: "#/components/schemas/Id" },
          status: {
            description: "NOT_ACTIVE, ACTIVE, FINISHED, EXPIRED, UNKNOWN, or a future one",
            type: "string",
            pattern: "^[A-Z_]+$",
          },
          remaining: { $ref: "#/components/schemas/Count" },
          remaining_voice: { $ref: "#/components/schemas/MaybeCount" },
          remaining_text: { $ref: "#/components/schemas/MaybeCount" },
          activated_at: { $ref: "#/components/schemas/MaybeTimestamp" },
          expired_at: { $ref: "#/components/schemas/MaybeTimestamp" },
          finished_at: { $ref: "#/components/schemas/MaybeTimestamp" },
          package: { $ref: "#/components/schemas/HistoryPackage" },
        },
      },
      History: {
        type: "object",
        required: ["data"],
        additionalProperties: false,
        patternProperties: { "^x_": {} },
        properties: {
          pricing: { $ref: "#/components/schemas/Pricing" },
          data: rowsOf("HistoryEntry"),
        },
      },
      OrderBase: {
        description: "Common fields of a new order and a listed order",
        type: "object",
        required: [
          "id",
          "code",
          "package_id",
          "type",
          "quantity",
          "validity",
          "price",
          "created_at",
        ],
        patternProperties: { "^x_": {} },
        properties: {
          id: { $ref: "#/components/schemas/Id" },
          code: { type: "string", pattern: "^\\d{8}-\\d{6,}$" },
          package_id: { $ref: "#/components/schemas/Text" },
          type: { $ref: "#/components/schemas/PackageType" },
          quantity: { $ref: "#/components/schemas/Count" },
          validity: { $ref: "#/components/schemas/Count" },
          price: { $ref: "#/components/schemas/Money" },
          net_price: { $ref: "#/components/schemas/MaybeMoney" },
          pricing_model: { enum: ["net_pricing", "discount_pricing"] },
          created_at: { $ref: "#/components/schemas/Timestamp" },
          description: { $ref: "#/components/schemas/MaybeText" },
          package: { $ref: "#/components/schemas/MaybeText" },
          data: { $ref: "#/components/schemas/MaybeText" },
          esim_type: { enum: ["Prepaid", "local", null] },
          currency: { enum: ["USD", null] },
          voice: { $ref: "#/components/schemas/MaybeCount" },
          text: { $ref: "#/components/schemas/MaybeCount" },
          manual_installation: { $ref: "#/components/schemas/MaybeText" },
          qrcode_installation: { $ref: "#/components/schemas/MaybeText" },
          installation_guides: {
            type: ["object", "null"],
            additionalProperties: { type: "string", pattern: "^https?://" },
          },
        },
      },
      TopupAnswer: {
        type: "object",
        required: ["data"],
        additionalProperties: false,
        patternProperties: { "^x_": {} },
        properties: {
          data: {
            allOf: [{ $ref: "#/components/schemas/OrderBase" }],
            required: ["package"],
            properties: {
              type: { const: "topup" },
              discount_percentage: { $ref: "#/components/schemas/Count" },
              discount_amount: { $ref: "#/components/schemas/Money" },
              unit_paid_price: { $ref: "#/components/schemas/Money" },
              total_amount_paid: { $ref: "#/components/schemas/Money" },
            },
            unevaluatedProperties: false,
          },
          meta: { $ref: "#/components/schemas/Meta" },
        },
      },
      SimAnswer: {
        type: "object",
        required: ["data"],
        additionalProperties: false,
        patternProperties: { "^x_": {} },
        properties: {
          data: {
            allOf: [{ $ref: "#/components/schemas/OrderBase" }],
            required: ["package", "sims"],
            properties: {
              type: { const: "sim" },
              brand_settings_name: { $ref: "#/components/schemas/MaybeText" },
              sims: {
                type: "array",
                minItems: 1,
                items: { $ref: "#/components/schemas/NewSim" },
              },
              discount_percentage: { $ref: "#/components/schemas/Count" },
              discount_amount: { $ref: "#/components/schemas/Money" },
              unit_paid_price: { $ref: "#/components/schemas/Money" },
              total_amount_paid: { $ref: "#/components/schemas/Money" },
            },
            unevaluatedProperties: false,
          },
          meta: { $ref: "#/components/schemas/Meta" },
        },
      },
      SimBase: {
        description: "Common fields of an eSIM alone and in an order",
        type: "object",
        required: ["id", "created_at", "iccid", "lpa", "matching_id", "qrcode", "is_roaming"],
        patternProperties: { "^x_": {} },
        properties: {
          id: { $ref: "#/components/schemas/Id" },
          created_at: { $ref: "#/components/schemas/Timestamp" },
          iccid: { $ref: "#/components/schemas/Iccid" },
          lpa: { type: "string" },
          imsis: { $ref: "#/components/schemas/MaybeText" },
          matching_id: { type: "string" },
          qrcode: { type: "string", pattern: "^LPA:1\\$" },
          qrcode_url: { $ref: "#/components/schemas/MaybeText" },
          apn_type: { $ref: "#/components/schemas/MaybeText" },
          apn_value: { $ref: "#/components/schemas/MaybeText" },
          voucher_code: { $ref: "#/components/schemas/MaybeText" },
          airalo_code: { $ref: "#/components/schemas/MaybeText" },
          is_roaming: { type: "boolean" },
          confirmation_code: { $ref: "#/components/schemas/MaybeText" },
        },
      },
      Sim: {
        allOf: [{ $ref: "#/components/schemas/SimBase" }],
        unevaluatedProperties: false,
      },
      NewSim: {
        allOf: [{ $ref: "#/components/schemas/SimBase" }],
        properties: {
          direct_apple_installation_url: { $ref: "#/components/schemas/MaybeText" },
          msisdn: { $ref: "#/components/schemas/MaybeText" },
          apn: { $ref: "#/components/schemas/ApnBySystem" },
        },
        unevaluatedProperties: false,
      },
      Apn: {
        type: "object",
        required: ["apn_type", "apn_value"],
        additionalProperties: false,
        properties: {
          apn_type: { type: "string" },
          apn_value: { $ref: "#/components/schemas/MaybeText" },
        },
      },
      ApnBySystem: {
        type: ["object", "null"],
        required: ["ios", "android"],
        additionalProperties: false,
        properties: {
          ios: { $ref: "#/components/schemas/Apn" },
          android: { $ref: "#/components/schemas/Apn" },
        },
      },
      Sharing: {
        type: "object",
        required: ["link", "access_code"],
        additionalProperties: false,
        properties: {
          link: { $ref: "#/components/schemas/MaybeText" },
          access_code: { $ref: "#/components/schemas/MaybeText" },
        },
      },
      Esim: {
        allOf: [{ $ref: "#/components/schemas/SimBase" }],
        required: ["simable"],
        properties: {
          direct_apple_installation_url: { $ref: "#/components/schemas/MaybeText" },
          order: { type: "null" },
          brand_settings_name: { $ref: "#/components/schemas/MaybeText" },
          recycled: { type: ["boolean", "null"] },
          recycled_at: { $ref: "#/components/schemas/MaybeTimestamp" },
          msisdn: { $ref: "#/components/schemas/MaybeText" },
          apn: { $ref: "#/components/schemas/ApnBySystem" },
          sharing: { $ref: "#/components/schemas/Sharing" },
          simable: {
            anyOf: [{ $ref: "#/components/schemas/OrderOfEsim" }, { type: "null" }],
          },
        },
        unevaluatedProperties: false,
      },
      OrderOfEsim: {
        allOf: [{ $ref: "#/components/schemas/OrderBase" }],
        properties: {
          type: { const: "sim" },
          user: { $ref: "#/components/schemas/OrderUser" },
          status: { $ref: "#/components/schemas/OrderStatus" },
          sharing: { $ref: "#/components/schemas/Sharing" },
        },
        unevaluatedProperties: false,
      },
      EsimAnswer: {
        type: "object",
        required: ["data"],
        additionalProperties: false,
        patternProperties: { "^x_": {} },
        properties: {
          data: { $ref: "#/components/schemas/Esim" },
          meta: { $ref: "#/components/schemas/Meta" },
        },
      },
      EsimList: pageOf("Esim"),
      OrderUser: {
        type: "object",
        required: ["id", "created_at", "name", "email"],
        additionalProperties: false,
        patternProperties: { "^x_": {} },
        properties: {
          id: { $ref: "#/components/schemas/Id" },
          created_at: { $ref: "#/components/schemas/Timestamp" },
          name: { type: "string" },
          email: { type: "string" },
          mobile: { $ref: "#/components/schemas/MaybeText" },
          address: { $ref: "#/components/schemas/MaybeText" },
          state: { $ref: "#/components/schemas/MaybeText" },
          city: { $ref: "#/components/schemas/MaybeText" },
          postal_code: { $ref: "#/components/schemas/MaybeText" },
          country_id: { $ref: "#/components/schemas/MaybeCount" },
          company: { $ref: "#/components/schemas/MaybeText" },
        },
      },
      OrderStatus: {
        type: "object",
        required: ["name", "slug"],
        additionalProperties: false,
        patternProperties: { "^x_": {} },
        properties: {
          name: { $ref: "#/components/schemas/Text" },
          slug: {
            description: "completed, failed, refunded, partially_refunded, or a future one",
            type: "string",
            pattern: "^[a-z_]+$",
          },
        },
      },
      Order: {
        allOf: [{ $ref: "#/components/schemas/OrderBase" }],
        properties: {
          sims: { type: "array", items: { $ref: "#/components/schemas/Sim" } },
          user: { $ref: "#/components/schemas/OrderUser" },
          status: { $ref: "#/components/schemas/OrderStatus" },
        },
        if: { properties: { type: { const: "topup" } } },
        // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
        then: { properties: { sims: { maxItems: 0 } } },
        unevaluatedProperties: false,
      },
      OrderAnswer: {
        type: "object",
        required: ["data"],
        additionalProperties: false,
        patternProperties: { "^x_": {} },
        properties: {
          data: { $ref: "#/components/schemas/Order" },
          meta: { $ref: "#/components/schemas/Meta" },
        },
      },
      Link: { type: ["string", "null"], pattern: "^https://" },
      PageLinks: {
        type: "object",
        required: ["first", "last", "prev", "next"],
        additionalProperties: false,
        properties: {
          first: { type: "string", pattern: "^https://" },
          last: { type: "string", pattern: "^https://" },
          prev: { $ref: "#/components/schemas/Link" },
          next: { $ref: "#/components/schemas/Link" },
        },
      },
      PageMeta: {
        anyOf: [
          { type: "string" },
          {
            type: "object",
            required: [
              "message",
              "current_page",
              "from",
              "last_page",
              "path",
              "per_page",
              "to",
              "total",
            ],
            additionalProperties: false,
            patternProperties: { "^x_": {} },
            properties: {
              message: { type: "string" },
              current_page: { $ref: "#/components/schemas/Count" },
              from: { $ref: "#/components/schemas/MaybeCount" },
              last_page: { $ref: "#/components/schemas/Count" },
              path: { type: "string", pattern: "^https://" },
              per_page: { $ref: "#/components/schemas/Count" },
              to: { $ref: "#/components/schemas/MaybeCount" },
              total: { $ref: "#/components/schemas/Count" },
            },
          },
        ],
      },
      OrderList: pageOf("Order"),
      Renewal: {
        type: "object",
        required: ["message", "success", "data"],
        additionalProperties: false,
        patternProperties: { "^x_": {} },
        properties: {
          message: { $ref: "#/components/schemas/Text" },
          success: { const: true },
          data: { type: "null" },
        },
      },
      User: {
        type: "object",
        required: ["id", "email", "subscription"],
        additionalProperties: false,
        patternProperties: { "^x_": {} },
        properties: {
          id: { $ref: "#/components/schemas/Id" },
          email: { type: "string", pattern: "^[^\\s@]+@[^\\s@]+$" },
          mobile: { $ref: "#/components/schemas/MaybeText" },
          created_at: { $ref: "#/components/schemas/MaybeTimestamp" },
          subscription: {
            description: "null for a user without a number",
            anyOf: [{ $ref: "#/components/schemas/Subscription" }, { type: "null" }],
          },
        },
      },
      Subscription: {
        description: "All fields are inferred",
        type: "object",
        required: ["status", "current_period_end"],
        additionalProperties: false,
        patternProperties: { "^x_": {} },
        properties: {
          status: {
            description: "trial, active, canceled, or a future one",
            type: "string",
            pattern: "^[a-z_]+$",
          },
          plan: { $ref: "#/components/schemas/MaybeText" },
          current_period_end: { $ref: "#/components/schemas/Timestamp" },
        },
      },
      UserList: {
        type: "object",
        required: ["count", "next", "previous", "results"],
        additionalProperties: false,
        patternProperties: { "^x_": {} },
        properties: {
          count: { $ref: "#/components/schemas/Count" },
          next: { $ref: "#/components/schemas/Link" },
          previous: { $ref: "#/components/schemas/Link" },
          results: { type: "array", items: { $ref: "#/components/schemas/User" } },
        },
      },
      Claim: {
        type: "object",
        required: ["message", "success", "data"],
        additionalProperties: false,
        patternProperties: { "^x_": {} },
        properties: {
          message: { $ref: "#/components/schemas/Text" },
          success: { const: true },
          data: {
            type: "object",
            required: ["email", "mobile"],
            additionalProperties: false,
            patternProperties: { "^x_": {} },
            properties: {
              email: { $ref: "#/components/schemas/Text" },
              mobile: { $ref: "#/components/schemas/Text" },
            },
          },
        },
      },
      NumberList: {
        type: "object",
        required: ["count", "next", "previous", "results"],
        additionalProperties: false,
        patternProperties: { "^x_": {} },
        properties: {
          count: { $ref: "#/components/schemas/Count" },
          next: { $ref: "#/components/schemas/Link" },
          previous: { $ref: "#/components/schemas/Link" },
          results: {
            type: "array",
            items: {
              type: "object",
              required: ["mobile", "country"],
              additionalProperties: false,
              patternProperties: { "^x_": {} },
              properties: {
                mobile: { $ref: "#/components/schemas/Text" },
                country: { $ref: "#/components/schemas/Text" },
              },
            },
          },
        },
      },
      NotFoundBody: {
        type: "object",
        required: ["data", "meta"],
        additionalProperties: false,
        properties: {
          data: { type: "array", maxItems: 0 },
          meta: {
            type: "object",
            required: ["message"],
            additionalProperties: false,
            properties: { message: { const: "messages.resource_not_found" } },
          },
        },
      },
      FieldErrors: {
        description: "One or several messages per field; field names may contain dots",
        type: "object",
        required: ["data"],
        additionalProperties: false,
        properties: {
          data: {
            type: "object",
            minProperties: 1,
            additionalProperties: {
              anyOf: [
                { $ref: "#/components/schemas/Text" },
                {
                  type: "array",
                  minItems: 1,
                  items: { $ref: "#/components/schemas/Text" },
                },
              ],
            },
          },
          meta: { $ref: "#/components/schemas/Meta" },
          message: { type: "string" },
        },
      },
      BusinessCode: {
        anyOf: [
          { enum: [11, 13, 14, 23, 33, 34, 43, 53, 73, 89] },
          { enum: ["11", "13", "14", "23", "33", "34", "43", "53", "73", "89"] },
        ],
      },
      BusinessError: {
        anyOf: [
          {
            type: "object",
            required: ["code", "reason"],
            additionalProperties: false,
            properties: {
              code: { $ref: "#/components/schemas/BusinessCode" },
              reason: { $ref: "#/components/schemas/Text" },
            },
          },
          {
            type: "object",
            required: ["meta", "message", "code"],
            additionalProperties: false,
            properties: {
              meta: { const: "failed" },
              message: { $ref: "#/components/schemas/Text" },
              code: { $ref: "#/components/schemas/BusinessCode" },
            },
          },
        ],
      },
      ReasonOnly: {
        type: "object",
        required: ["reason"],
        additionalProperties: false,
        properties: { reason: { $ref: "#/components/schemas/Text" } },
      },
      MessageOnly: {
        description: "Empty data, with the cause in one message",
        type: "object",
        required: ["data"],
        additionalProperties: false,
        properties: {
          data: { type: "array", maxItems: 0 },
          meta: { $ref: "#/components/schemas/Meta" },
          message: { $ref: "#/components/schemas/Text" },
        },
        anyOf: [
          { required: ["message"] },
          { required: ["meta"], properties: { meta: { type: "object" } } },
        ],
      },
      TooManyBody: {
        type: "object",
        required: ["message"],
        additionalProperties: false,
        properties: { message: { const: "Too Many Attempts." } },
      },
      Detail: {
        type: "object",
        required: ["detail"],
        additionalProperties: false,
        properties: { detail: { $ref: "#/components/schemas/Text" } },
      },
      ClaimErrors: {
        type: "object",
        minProperties: 1,
        additionalProperties: false,
        properties: {
          email: {
            type: "array",
            minItems: 1,
            items: { $ref: "#/components/schemas/Text" },
          },
          mobile: {
            type: "array",
            minItems: 1,
            items: { $ref: "#/components/schemas/Text" },
          },
        },
      },
      EmailErrors: {
        type: "object",
        required: ["email"],
        additionalProperties: false,
        properties: {
          email: {
            type: "array",
            minItems: 1,
            items: { $ref: "#/components/schemas/Text" },
          },
        },
      },
    },
  },
};

/** The rows of a list. Some servers key them by their index. @param {string} schema */
function rowsOf(schema) {
  const items = { $ref: `#/components/schemas/${schema}` };
  return {
    anyOf: [
      { type: "array", items },
      {
        type: "object",
        minProperties: 1,
        additionalProperties: false,
        patternProperties: { "^\\d+$": items },
      },
    ],
  };
}

/** The answer of a list with pages. @param {string} schema */
function pageOf(schema) {
  return {
    type: "object",
    required: ["data", "links"],
    additionalProperties: false,
    patternProperties: { "^x_": {} },
    properties: {
      data: rowsOf(schema),
      links: { $ref: "#/components/schemas/PageLinks" },
      meta: { $ref: "#/components/schemas/PageMeta" },
    },
  };
}
