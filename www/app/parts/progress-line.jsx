/** The steps of a purchase: choose, pay, done. The last one is named by what happens while it lasts. */
import { t } from "../i18n.js";
import { Icon } from "./icon.jsx";
import { Unseen } from "./text.jsx";

const STEPS = /** @type {const} */ (["step.choose", "step.pay"]);

/**
 * @param {object} props
 * @param {number} props.step the step that the shopper is at, from 1; 4 after the last one
 * @param {"step.ordering" | "step.checking" | "step.done"} [props.last] the name of the last step
 */
export const ProgressLine = ({ step, last = "step.done" }) => (
  <ol class="progress">
    {[...STEPS, last].map((key, index) => {
      const isDone = index + 1 < step;
      return (
        <li
          key={key}
          class={isDone ? "is-done" : ""}
          aria-current={index + 1 === step ? "step" : undefined}
        >
          <span class="progress-mark">{isDone ? <Icon name="check" /> : index + 1}</span>
          {t(key)}
          {isDone && <Unseen>, {t("step.isDone")}</Unseen>}
        </li>
      );
    })}
  </ol>
);
