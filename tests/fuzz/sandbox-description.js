// The sandbox's description with the answers to undocumented requests. PressOne has no such answers, so they are not
// in the description itself.
import { DESCRIPTION } from "../../pkg-template/package/sandbox/description/index.js";
import { follow } from "../../pkg-template/package/sandbox/description/operations.js";

const VIOLATION = {
  type: "object",
  required: ["sandbox_violation"],
  additionalProperties: false,
  properties: { sandbox_violation: { type: "string", minLength: 1 } },
};
const STATUSES = ["400", "404"];

export function describeSandbox() {
  const description = structuredClone(DESCRIPTION);
  for (const item of Object.values(description.paths)) {
    for (const operation of Object.values(item)) {
      if (!operation.responses) continue;
      for (const status of STATUSES) {
        operation.responses[status] = withViolation(operation.responses[status]);
      }
    }
  }
  return description;
}

/** @param {any} described the answer of this status, if PressOne has one */
function withViolation(described) {
  const { value } = described ? follow(DESCRIPTION, { value: described, pointer: [] }) : {};
  const { schema } = value?.content["*/*"] ?? {};
  return {
    description: value?.description ?? "An undocumented request",
    content: {
      ...value?.content,
      "*/*": { schema: { anyOf: [...(schema ? [schema] : []), VIOLATION] } },
    },
  };
}
