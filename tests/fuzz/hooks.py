"""Checks for Schemathesis: a request that fits the description is not refused for its form, and each operation succeeds."""

import schemathesis

REFUSED_FOR_FORM = (400, 404, 405, 411, 413, 414, 415, 422)

# Rules of the gateway that JSON Schema cannot express, by operation and field.
INEXPRESSIBLE = {
    # base64url of a reference, in its one form.
    ("getPurchase", "reference"),
    # Days of the calendar, the first one first.
    ("getOrderList", "created_at"),
    # Names of statuses that PressOne knows.
    ("getOrderList", "order_status"),
    # A value that an earlier answer of the same query had.
    ("purchases", "after"),
    ("getAvailableNumbers", "after"),
    # Must be one of the shop's languages.
    ("getPackages", "language"),
    # `page` times `limit` has a maximum.
    ("getPackages", "page"),
    # Bytes in UTF-8, not characters.
    ("purchase", "description"),
}

NO_VIOLATION = (
    # A schema has no rule for the days of the calendar.
    "filter[created_at]",
    # Schemathesis repeats a request with its token after a 401.
    "this operation takes no Authorization",
)


def body_of(response):
    try:
        body = response.json()
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}


def is_refused_by_gateway(operation, status, body):
    # The failure of a purchase, or a code of PressOne.
    is_outcome = "code" in body or "reason" not in body
    if status not in REFUSED_FOR_FORM or is_outcome:
        return False
    fields = body.get("data", {})
    return not fields or any((operation, field) not in INEXPRESSIBLE for field in fields)


@schemathesis.check
def described_request_is_served(ctx, response, case):
    if case.meta is None or not case.meta.generation.mode.is_positive:
        return
    body = body_of(response)
    operation = case.operation.definition.raw["operationId"]
    if "gateway" in (body.get("meta") or {}):
        refused = is_refused_by_gateway(operation, response.status_code, body)
    else:
        # The sandbox answers undocumented requests so.
        violation = body.get("sandbox_violation", "")
        refused = violation != "" and not violation.startswith(NO_VIOLATION)
    if refused:
        raise AssertionError(f"a described request was refused with {response.status_code}: {response.text[:500]}")


@schemathesis.check
class EachOperationSucceeds:
    """Fails if an operation never succeeded: nothing was learned of its answers then."""

    def __init__(self):
        self.tested = set()
        self.succeeded = set()

    def after_response(self, ctx, response, case):
        self.tested.add(case.operation.label)
        if response.status_code < 300:
            self.succeeded.add(case.operation.label)

    def after_run(self, ctx):
        failed = self.tested - self.succeeded
        if failed:
            raise AssertionError("never succeeded: " + ", ".join(sorted(failed)))
