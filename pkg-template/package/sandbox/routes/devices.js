import { DEVICES } from "../data/devices.js";

/** @type {import("./types.js").Route} */
export function devices({ write }) {
  const data = write.list(DEVICES.map((device) => write.withExtra(device)));
  return { status: 200, body: write.withExtra({ data }) };
}
