import { voiceError } from "../core/voice-errors.js";
import { pageNumber, pageSize, voicePage } from "./voice-paging.js";

/**
 * The list of available numbers. PressOne documents neither its path nor its answer, so both are the sandbox's own. They
 * look like those of the users.
 *
 * @type {import("./types.js").Route}
 */
export function numbers({ query, state, shapes, write }) {
  const country = query.get("country");
  const found = state.numbers.filter((each) => !country || each.country === country);
  const size = pageSize(query.get("page_size"));
  const page = pageNumber(query.get("page"), found.length, size);
  if (page === null) return voiceError(shapes, 404, "There is no such page.");
  const rows = found.map(({ mobile, country }) => write.withExtra({ mobile, country }));
  return { status: 200, body: voicePage("number", query, rows, page, size, write) };
}
