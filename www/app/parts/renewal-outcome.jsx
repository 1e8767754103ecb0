/** The outcome of a renewal. */
import { formatMoney } from "../format.js";
import { t } from "../i18n.js";
import { ErrorMessage, Message } from "./message.jsx";
import { rich } from "./text.jsx";
import { Code, Facts, PhoneNumber } from "./values.jsx";

/** @param {{ result: import("../data/renewals.js").Result, plan: string | undefined }} props */
export const RenewalOutcome = ({ result: { order, reference, error }, plan }) =>
  error === undefined ? (
    <Message tone="good" title={t("renew.done.title")} isAlert>
      <p>{rich("renew.done.text", { number: <PhoneNumber number={order.title} /> })}</p>
      <Facts
        facts={[
          plan && [t("renew.plan"), plan],
          order.price !== undefined && [t("fact.price"), formatMoney(order.price)],
          [t("fact.payment"), <Code key="code">{reference}</Code>],
        ]}
      />
    </Message>
  ) : (
    <ErrorMessage error={error}>
      <p>{t("renew.nothing")}</p>
    </ErrorMessage>
  );
