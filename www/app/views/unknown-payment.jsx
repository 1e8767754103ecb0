/** An unknown payment whose offer cannot be shown: it may have left the shop, or its list cannot be read. */
import { useRef } from "preact/hooks";
import { CheckoutForm } from "./checkout-form.jsx";

/** @typedef {import("preact").ComponentChildren} Children */
/**
 * @typedef {object} Checkout
 * @property {import("../data/context.js").Context} context
 * @property {import("../data/payments.js").Wanted} wanted the package or number of the checkout
 * @property {{ href: string, label: string }} offers the way back to the choice
 * @property {() => void} reload asks for the offer again
 */

/**
 * Returns a function that renders the unknown payment of a checkout in the place of a message. Without an unknown
 * payment, it renders the message.
 *
 * @param {Checkout} checkout
 */
export const withUnknownPayment = (checkout) => (/** @type {Children} */ message) => (
  <UnknownPayment {...checkout}>{message}</UnknownPayment>
);

/** @param {Checkout & { children: Children }} props */
function UnknownPayment({ context, wanted, children, ...rest }) {
  const order = /** @type {import("../data/unreported-orders.js").NewOrder | undefined} */ (
    context.payments.findUnknown(wanted)?.order
  );
  // The order stays after the second try, because the form shows the outcome.
  const shownOrder = useRef(order);
  shownOrder.current ??= order;
  if (!shownOrder.current) return children;
  return (
    <CheckoutForm context={context} order={shownOrder.current} {...rest}>
      {children}
    </CheckoutForm>
  );
}
