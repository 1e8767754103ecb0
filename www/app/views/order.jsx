/** One order of the list, as a receipt. */

import { orderName } from "../data/order-name.js";
import { useResource } from "../data/resource.js";
import { t } from "../i18n.js";
import { BackLink } from "../parts/controls.jsx";
import { Loaded } from "../parts/loaded.jsx";
import { Message } from "../parts/message.jsx";
import { ReceiptSheet } from "../parts/receipt-sheet.jsx";
import { Skeleton } from "../parts/skeleton.jsx";
import { rich } from "../parts/text.jsx";
import { Code } from "../parts/values.jsx";
import { ordersPath } from "../routes.js";

/** @typedef {import("../data/context.js").Context} Context */
/** @typedef {import("../routes.js").Route} Route */

/** @param {Context} _context @param {Route} route */
export const title = (_context, { params: [code = ""] }) => t("order.title", { code });

/** @param {{ context: Context, route: Route }} props */
export function View({ context, route }) {
  const [code = ""] = route.params;
  const order = useResource((signal) => findOrder(context, code, signal), `order ${code}`);
  return (
    <>
      <BackLink href={ordersPath()}>{t("orders.title")}</BackLink>
      <Loaded resource={order} skeleton={<Skeleton shape="sheet" />}>
        {(found) =>
          found ? (
            <ReceiptSheet
              context={context}
              iccid={found.iccid}
              reference={found.order.reference}
              order={found.order}
              head={orderName(found.order)}
              lead={rich("order.title", { code: <Code>{code}</Code> })}
            />
          ) : (
            <>
              <h1 tabIndex={-1}>{t("order.title", { code })}</h1>
              <Message tone="info" title={t("receipt.none.title")} />
            </>
          )
        }
      </Loaded>
    </>
  );
}

/** @param {Context} context @param {string} code @param {AbortSignal} signal */
async function findOrder({ pressone, ownEsims }, code, signal) {
  const query = { code, include: /** @type {const} */ (["status", "sims"]) };
  const { orders } = await pressone.getOrderList(query, { signal });
  // PressOne finds parts of a code as well.
  const order = orders.find((each) => each.code === code);
  if (!order) return null;
  const iccid = order.sims?.[0]?.iccid ?? (await findIccid(pressone, order.reference, signal));
  const esims = await ownEsims.load().catch(ownEsims.list);
  return { order, iccid: esims.some((esim) => esim.iccid === iccid) ? iccid : undefined };
}

/**
 * A top-up's order does not name its eSIM. The shop's journal does.
 *
 * @param {import("pressone-esim").Client} pressone
 * @param {string | null} reference
 * @param {AbortSignal} signal
 */
async function findIccid(pressone, reference, signal) {
  if (!reference) return undefined;
  const purchase = await pressone.getPurchase(reference, { signal }).catch(() => undefined);
  return purchase?.iccid;
}
