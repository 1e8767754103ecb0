/** Renewing the phone number that is on an e-mail address. */
import { fill, focusOn, h, uniqueId } from "../dom.js";
import { kindOf, referenceOf } from "../errors.js";
import { failure, message, oneAtATime } from "../parts.js";

/** @type {import("../main.js").View} */
export function renew(shop, _route, signal) {
  const id = uniqueId();
  const problem = h("p", { class: "field-problem", id: `${id}-problem` });
  const hint = h("p", { class: "small", id: `${id}-hint` }, "The one you took the number with.");
  const email = h("input", {
    id,
    name: "email",
    type: "email",
    required: true,
    autocomplete: "email",
    value: shop.emails[0],
    list: `${id}-emails`,
    "aria-describedby": `${id}-hint ${id}-problem`,
  });
  const known = h(
    "datalist",
    { id: `${id}-emails` },
    shop.emails.map((value) => h("option", { value })),
  );
  const outcome = h("div", {});
  const confirm = h("button", { type: "submit", class: "button main wide" }, "Renew the number");
  const send = oneAtATime(confirm, "Renewing…", async () => {
    const address = email.value.trim();
    try {
      const renewal = await shop.pressone.renewNumber({ email: address });
      if (signal.aborted) return;
      fill(outcome, result(renewal, address));
    } catch (error) {
      if (signal.aborted) return;
      fill(outcome, refusal(error, address));
    }
    focusOn(outcome);
  });
  const form = h(
    "form",
    { class: "card narrow", novalidate: true },
    h(
      "div",
      { class: "field" },
      h("label", { for: id }, "E-mail address"),
      hint,
      email,
      known,
      problem,
    ),
    confirm,
    outcome,
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    // What was said of another address, or of another try, says nothing of this one.
    fill(outcome);
    const valid = email.checkValidity();
    problem.textContent = valid ? "" : "Please enter an e-mail address, such as ada@example.com.";
    email.setAttribute("aria-invalid", String(!valid));
    if (valid) send();
    else email.focus();
  });
  const node = h(
    "div",
    {},
    h("h1", {}, "Renew a number"),
    h(
      "p",
      { class: "lead" },
      "Renews your phone number on its current plan. A free trial becomes a paying subscription.",
    ),
    form,
  );
  return { title: "Renew a number", node };
}

/** @param {import("/pkg/web.js").Renewal} renewal @param {string} address */
function result({ success, message: words }, address) {
  const says = words && h("p", { class: "small" }, `The operator says: ${words}`);
  if (success) {
    return message("good", "Renewed", h("p", {}, `The number on ${address} is renewed.`), says);
  }
  // Accepted by the server, yet not as a success: only the operator can tell what that means.
  const ask = "Look at your subscription, or ask us, before you try again.";
  return message("bad", "The operator did not confirm it", h("p", {}, ask), says);
}

/** @param {unknown} error @param {string} address */
function refusal(error, address) {
  // Never a retry that is one click away: a renewal may have been carried out.
  const box = failure(error);
  const kind = kindOf(error);
  if (kind === "permission") {
    return message(
      "bad",
      "No number found",
      h("p", {}, `We have no number of yours on ${address}.`),
    );
  }
  if (kind === "outcome_unknown") {
    const ask = "Look at your subscription, or ask us about this renewal, before you try again: ";
    box.append(h("p", {}, ask, h("span", { class: "code" }, referenceOf(error))));
  } else {
    box.append(h("p", {}, "Nothing was renewed and you have not been charged."));
  }
  return box;
}
