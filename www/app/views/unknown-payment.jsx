/** An unknown payment whose offer cannot be shown: it may have left the shop, or its list cannot be read. */
import { useRef } from "preact/hooks";
import { CheckoutForm } from "./checkout-form.jsx";

/**
 * Repeats the stored order of the unknown payment, if there is one; otherwise the children.
 *
 * @param {object} props
 * @param {import("../data/context.js").Context} props.context
 * @param {import("../data/payments.js").Wanted} props.wanted what the view is the checkout of
 * @param {{ href: string, label: string }} props.offers the way back to the choice
 * @param {() => void} props.reload asks for the offer again
 * @param {import("preact").ComponentChildren} props.children
 */
export function UnknownPayment({ context, wanted, children, ...rest }) {
  const order = /** @type {import("../data/unreported-orders.js").NewOrder | undefined} */ (
    context.payments.findUnknown(wanted)?.order
  );
  // The second try ends this state. The view shows its outcome too.
  const repeated = useRef(order);
  repeated.current ??= order;
  if (!repeated.current) return children;
  return (
    <CheckoutForm context={context} order={repeated.current} {...rest}>
      {children}
    </CheckoutForm>
  );
}
