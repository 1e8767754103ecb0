/** Single values of orders and packages: codes, times, statuses, and lists of them. */
import { formatPhoneNumber } from "../format.js";
import { formatTimestamp } from "../format-timestamp.js";
import { t } from "../i18n.js";
import { parseTimestamp } from "../timestamps.js";
import { Chip } from "./labels.jsx";

/** @typedef {import("preact").ComponentChildren} Children */
/** @typedef {[name: string, value: Children]} Fact */
/** @typedef {(Fact | false | null | undefined | "")[]} FactList Entries that are no fact are left out. */

/** @param {{ facts: FactList, isSmall?: boolean }} props */
export const Facts = ({ facts, isSmall = false }) => (
  <dl class={isSmall ? "facts small" : "facts"}>
    {facts.map(
      (fact) =>
        fact && (
          <div key={fact[0]}>
            <dt>{fact[0]}</dt>
            <dd>{fact[1]}</dd>
          </div>
        ),
    )}
  </dl>
);

/** An order's code, or a payment's id. @param {{ children: Children }} props */
export const Code = ({ children }) => (
  <bdi dir="ltr" class="code">
    {children}
  </bdi>
);

/** A phone number. @param {{ number: string }} props */
export const PhoneNumber = ({ number }) => (
  <bdi dir="ltr" class="phone">
    {formatPhoneNumber(number)}
  </bdi>
);

/** Returns an ICCID in groups of four, which are easier to compare. @param {string} iccid */
const inGroups = (iccid) => iccid.replace(/(.{4})(?=.)/g, "$1 ");

/** An ICCID on a line of its own. @param {{ iccid: string }} props */
export const Iccid = ({ iccid }) => (
  <bdi dir="ltr" class="iccid whole">
    {inGroups(iccid)}
  </bdi>
);

/** An ICCID and what it is, below a heading. @param {{ iccid: string }} props */
export const NamedIccid = ({ iccid }) => (
  <p class="small">
    ICCID{" "}
    <bdi dir="ltr" class="iccid">
      {inGroups(iccid)}
    </bdi>
  </p>
);

/**
 * A timestamp of PressOne. The tooltip has PressOne's digits if they name no zone.
 *
 * @param {{ of: string | null | undefined, precision?: "moment" | "day" | "brief" }} props
 */
export function Time({ of: text, precision = "moment" }) {
  const timestamp = parseTimestamp(text);
  if (!timestamp) return <>{text || t("value.unknown")}</>;
  const { datetime, hasTime, isZoneless } = timestamp;
  const title =
    hasTime && isZoneless
      ? `${formatTimestamp({ ...timestamp, timeZone: "UTC" }, "moment")} UTC`
      : undefined;
  return (
    <time dateTime={datetime} title={title}>
      {formatTimestamp(timestamp, precision)}
    </time>
  );
}

/** @type {Record<string, ["good" | "info" | "past" | "bad", import("../i18n.js").Key]>} */
const ORDER_STATUSES = {
  completed: ["good", "order.completed"],
  failed: ["bad", "order.failed"],
  refunded: ["info", "order.refunded"],
  partially_refunded: ["info", "order.partially_refunded"],
};

/** @param {{ status: import("pressone-esim").OrderStatus }} props */
export function OrderStatusChip({ status: { slug, name } }) {
  const [tone, key] = ORDER_STATUSES[slug] ?? [];
  return <Chip tone={tone ?? "info"}>{key ? t(key) : (name ?? slug)}</Chip>;
}
