// The errors of the hand-written clients.

/** The kinds of PressOne's business codes and of HTTP statuses. @type {Record<number, string>} */
const KINDS = {
  11: "insufficient_balance",
  73: "sim_recycled",
  89: "permission",
  400: "validation",
  401: "authentication",
  403: "permission",
  404: "not_found",
  422: "validation",
  429: "rate_limited",
};

export class ApiError extends Error {
  /** @param {string} kind @param {string} message @param {object} [details] */
  constructor(kind, message, details) {
    super(message);
    this.kind = kind;
    /** @type {number | undefined} */
    this.status = undefined;
    /** @type {number | undefined} */
    this.retryAfterMs = undefined;
    Object.assign(this, details);
  }
}

/** The error of a missing or truncated answer. @param {any} cause */
export function connectionError(cause) {
  /** @type {Record<string, string>} */
  const kinds = { TimeoutError: "timeout", AbortError: "aborted" };
  return new ApiError(kinds[cause?.name ?? ""] ?? "network", String(cause), { cause });
}

/** The error that an answer reports. @param {Response} response */
export async function responseError(response) {
  const { status, headers } = response;
  const text = await response.text().catch(() => "");
  /** @type {any} */
  let body;
  try {
    body = JSON.parse(text);
  } catch {
    // Not JSON: probably an error page of a proxy.
  }
  const code = body?.code;
  const fields = body?.data && !Array.isArray(body.data) ? body.data : undefined;
  const reason = body?.reason ?? body?.meta?.message ?? body?.message;
  const after = headers.get("retry-after");
  const seconds = after === null ? Number.NaN : Number(after);
  const wait = Number.isNaN(seconds) ? Date.parse(after ?? "") - Date.now() : seconds * 1000;
  const retryAfterMs = Number.isNaN(wait) ? undefined : Math.max(0, wait);
  const kind = KINDS[code] ?? KINDS[status] ?? "server";
  const details = { status, code, reason, fields, retryAfterMs };
  return new ApiError(kind, `${status} ${reason ?? ""}`, details);
}
