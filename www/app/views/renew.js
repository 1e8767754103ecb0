/** Renews the phone number that belongs to an e-mail address. */
import { asyncSection } from "../components/async-section.js";
import { busyAction } from "../components/controls.js";
import { errorBox, messageBox } from "../components/messages.js";
import { codeText } from "../components/values.js";
import { errorKind, mayBeOrdered } from "../data/errors.js";
import { focusOn } from "../dom/accessibility.js";
import { h, replaceContent, uniqueId } from "../dom/elements.js";
import { pluralize } from "../format/numbers.js";
import { renderView } from "./render-view.js";

/** The time for one renewal. After it the view shows the renewal as open. */
const TIMEOUT_MS = 15_000;

/** @type {import("./render-view.js").View} */
export function renew(context, _route, signal) {
  const { field, input, problem } = emailField(context.emails);
  const result = h("div", {});
  let refreshOpen = () => {};
  const open = openRenewals(
    context,
    (refresh) => {
      refreshOpen = refresh;
    },
    signal,
  );
  const confirm = h("button", { type: "submit", class: "button main wide" }, "Renew the number");
  const send = busyAction(confirm, "Renewing…", async () => {
    const email = input.value.trim();
    const content = await renewNumber(context, email);
    if (signal.aborted) return;
    refreshOpen();
    replaceContent(result, content);
    focusOn(result);
  });
  const form = h("form", { class: "card narrow", novalidate: true }, field, confirm, result);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    // An earlier result may concern another address.
    replaceContent(result);
    const isValid = input.checkValidity();
    problem.textContent = isValid ? "" : "Please enter an e-mail address, such as ada@example.com.";
    input.setAttribute("aria-invalid", String(!isValid));
    if (isValid) send();
    else input.focus();
  });
  const lead =
    "Renews your phone number on its current plan. A free trial becomes a paying subscription.";
  return renderView(
    "Renew a number",
    h("h1", {}, "Renew a number"),
    h("p", { class: "lead" }, lead),
    h("div", { class: "narrow" }, open),
    form,
  );
}

/**
 * The renewals whose outcome is not known yet.
 *
 * @param {import("../data/context.js").Context} context
 * @param {(refresh: () => void) => void} watch
 * @param {AbortSignal} signal
 */
const openRenewals = ({ pressone }, watch, signal) =>
  asyncSection({
    subject: "open renewals",
    bars: 0,
    load: () => pressone.purchases({ kind: "renewal", state: "open" }, { signal }),
    render: ({ purchases }) => purchases.map(openRenewalBox),
    describe: ({ purchases: { length } }) =>
      length > 0 ? `${pluralize(length, "renewal")} not confirmed yet.` : "",
    watch,
    signal,
  });

/** @param {import("/pkg/web.js").Purchase} purchase */
const openRenewalBox = ({ reference, email }) =>
  messageBox(
    "pending",
    `The renewal of the number on ${email ?? "your account"} is not confirmed yet`,
    h("p", {}, "It may have worked. We are checking it, and there is nothing to do."),
    h("p", {}, "Look at your subscription, or ask us about this renewal: ", codeText(reference)),
  );

/** @param {string[]} suggestions */
function emailField(suggestions) {
  const id = uniqueId();
  const problem = h("p", { class: "field-problem", id: `${id}-problem` });
  const input = h("input", {
    id,
    name: "email",
    type: "email",
    required: true,
    autocomplete: "email",
    value: suggestions[0],
    list: `${id}-emails`,
    "aria-describedby": `${id}-hint ${id}-problem`,
  });
  const field = h(
    "div",
    { class: "field" },
    h("label", { for: id }, "E-mail address"),
    h("p", { class: "small", id: `${id}-hint` }, "The address that the number is registered with."),
    input,
    h(
      "datalist",
      { id: `${id}-emails` },
      suggestions.map((value) => h("option", { value })),
    ),
    problem,
  );
  return { field, input, problem };
}

/**
 * @param {import("../data/context.js").Context} context
 * @param {string} email
 * @returns {Promise<HTMLElement>} the result for the shopper
 */
async function renewNumber({ pressone }, email) {
  try {
    await pressone.renewNumber({ email }, { timeoutMs: TIMEOUT_MS });
    return messageBox("good", "Renewed", h("p", {}, `The number on ${email} is renewed.`));
  } catch (error) {
    return failedRenewalBox(error, email);
  }
}

/** @param {unknown} error @param {string} email */
function failedRenewalBox(error, email) {
  const kind = errorKind(error);
  if (kind === "permission") {
    const text = `We have no number of yours on ${email}.`;
    return messageBox("bad", "No number found", h("p", {}, text));
  }
  // No button repeats the request, because it may have renewed the number.
  const box = errorBox(error);
  if (!mayBeOrdered(error)) {
    box.append(h("p", {}, "Nothing was renewed and you have not been charged."));
  }
  return box;
}
