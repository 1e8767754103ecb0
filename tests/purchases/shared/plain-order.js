// The order of a page without the gateway, for the controls. Runs in pages, too.

const PATH = "/customer/v2/orders/topups";
const BOUNDARY = "----a-boundary";

/**
 * The request for PressOne's own path. The description has the reference, because PressOne has no
 * references.
 *
 * @param {{ iccid: string, package_id: string, reference: string }} order
 */
export function plainOrder({ iccid, package_id, reference }) {
  const fields = Object.entries({ iccid, package_id, description: reference });
  const parts = fields.map(
    ([name, value]) =>
      `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  return {
    path: PATH,
    init: {
      method: "POST",
      headers: {
        Accept: "application/json",
        "Content-Type": `multipart/form-data; boundary=${BOUNDARY}`,
      },
      body: `${parts.join("")}--${BOUNDARY}--\r\n`,
    },
  };
}
