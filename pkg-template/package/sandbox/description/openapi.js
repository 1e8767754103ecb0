/** The OpenAPI 3.1 description of the API. */
export default {
  openapi: "3.1.0",
  info: {
    title: "PressOne partner API: eSIM top-ups, number renewal and users",
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
          {
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
          {
            name: "filter[created_at]",
            in: "query",
            schema: {
              type: "string",
              pattern: "^\\d{4}-\\d{2}-\\d{2} - \\d{4}-\\d{2}-\\d{2}$",
            },
          },
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
          {
            name: "limit",
            in: "query",
            description: "Orders per page; text that is no integer is answered with an error.",
            schema: { type: "string" },
          },
          {
            name: "page",
            in: "query",
            description: "Counted from 1; text that is no integer is answered with an error.",
            schema: { type: "string" },
          },
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
        description: "No such eSIM in this account",
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
      RenewalRequest: {
        type: "object",
        required: ["email"],
        additionalProperties: false,
        properties: { email: { type: "string", pattern: "^[^\\s@]+@[^\\s@]+$" } },
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
          data: {
            anyOf: [
              { type: "array", items: { $ref: "#/components/schemas/TopupPackage" } },
              {
                type: "object",
                minProperties: 1,
                additionalProperties: false,
                patternProperties: { "^\\d+$": { $ref: "#/components/schemas/TopupPackage" } },
              },
            ],
          },
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
          data: {
            anyOf: [
              { type: "array", items: { $ref: "#/components/schemas/HistoryEntry" } },
              {
                type: "object",
                minProperties: 1,
                additionalProperties: false,
                patternProperties: { "^\\d+$": { $ref: "#/components/schemas/HistoryEntry" } },
              },
            ],
          },
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
      Sim: {
        type: "object",
        required: ["id", "created_at", "iccid", "lpa", "matching_id", "qrcode", "is_roaming"],
        additionalProperties: false,
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
          is_roaming: { type: "boolean" },
          confirmation_code: { $ref: "#/components/schemas/MaybeText" },
        },
      },
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
      Link: { type: ["string", "null"], pattern: "^https://" },
      OrderList: {
        type: "object",
        required: ["data", "links"],
        additionalProperties: false,
        patternProperties: { "^x_": {} },
        properties: {
          data: {
            anyOf: [
              { type: "array", items: { $ref: "#/components/schemas/Order" } },
              {
                type: "object",
                minProperties: 1,
                additionalProperties: false,
                patternProperties: { "^\\d+$": { $ref: "#/components/schemas/Order" } },
              },
            ],
          },
          links: {
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
          meta: {
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
        },
      },
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
