/** The small texts of a card: a status, the end of an ICCID, a time. */
import { Unseen } from "./text.jsx";

/** @typedef {import("preact").ComponentChildren} Children */

/** @param {{ tone: "good" | "info" | "past" | "bad" | "pending", children: Children }} props */
export const Chip = ({ tone, children }) => <span class={`chip ${tone}`}>{children}</span>;

/** The last digits of an ICCID. Screen readers and the tooltip have all of it. @param {{ iccid: string }} props */
export const ShortIccid = ({ iccid }) => (
  <bdi dir="ltr" class="iccid" title={iccid}>
    <span aria-hidden="true">•••• {iccid.slice(-4)}</span>
    <Unseen>{iccid}</Unseen>
  </bdi>
);

/** A time of the page's own clock. @param {{ ms: number, children: Children }} props */
export const Moment = ({ ms, children }) => (
  <time dateTime={new Date(ms).toISOString()}>{children}</time>
);
