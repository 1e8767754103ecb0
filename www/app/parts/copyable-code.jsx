/** A code with a button that copies it. */
import { useState } from "preact/hooks";
import { t } from "../i18n.js";
import { announce, Unseen } from "./text.jsx";
import { Code } from "./values.jsx";

/** @param {{ name: string, code: string }} props */
export function CopyableCode({ name, code }) {
  const [outcome, setOutcome] = useState("");

  async function copy() {
    const text = await navigator.clipboard.writeText(code).then(
      () => t("copy.copied"),
      () => t("copy.failed"),
    );
    setOutcome(text);
    announce(text);
  }

  return (
    <div class="copyable">
      <p>
        <span class="small">{name}</span>
        <Code>{code}</Code>
      </p>
      <button type="button" class="button" onClick={copy}>
        {outcome || t("copy.copy")}
        <Unseen> {name}</Unseen>
      </button>
    </div>
  );
}
