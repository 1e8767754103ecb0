import { notFound } from "../core/errors.js";
import { INSTRUCTIONS, languageOf } from "../data/instructions.js";
import { appleLink, profile } from "./esim-profile.js";

/** @type {import("./types.js").Route} */
export function instructions({ request, params, state, shapes, write }) {
  const esim = state.esims.get(params.iccid ?? "");
  if (!esim) return notFound(shapes);
  const language = languageOf(request.headers.get("accept-language") ?? "");
  const order = state.orderOf(esim);
  const code = profile(esim.iccid, order);
  const link = appleLink(esim.iccid, order);
  const texts = INSTRUCTIONS[language];
  const fields = {
    language: language.toUpperCase(),
    ios: [system(texts.ios, code, { version: "18,17", link }, shapes, write)],
    android: [system(texts.android, code, { version: null }, shapes, write)],
  };
  return { status: 200, body: write.envelope(write.withExtra({ instructions: fields })) };
}

/**
 * The instructions for one operating system.
 *
 * @param {import("../data/instructions.js").Texts} texts
 * @param {string} code Of the eSIM.
 * @param {{ version: string | null, link?: string }} about `link`: installs the eSIM with one tap.
 * @param {import("../core/shapes.js").Shapes} shapes
 * @param {import("../core/writer.js").Writer} write
 */
function system(texts, code, { version, link }, shapes, write) {
  /** Real servers write steps as an object. @param {string[]} list */
  const steps = (list) =>
    shapes.steps === "list"
      ? list
      : Object.fromEntries(list.map((step, index) => [index + 1, step]));
  const [, address = "", activation = ""] = code.split("$");
  return write.withExtra({
    model: null,
    version,
    installation_via_qr_code: {
      steps: steps(texts.qrCode),
      qr_code_data: code,
      qr_code_url: "https://guides.example.com/qr.png",
      ...(link && { direct_apple_installation_url: link }),
    },
    installation_manual: {
      steps: steps(texts.manual),
      smdp_address_and_activation_code: `${address} ${activation}`.trim(),
    },
    network_setup: {
      steps: steps(texts.network),
      apn_type: "automatic",
      apn_value: null,
      is_roaming: true,
    },
  });
}
