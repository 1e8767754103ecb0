import { invalid, notFound } from "../core/errors.js";
import { like } from "../core/like.js";
import { esimFields } from "./esim-fields.js";
import { includes, rangeFilter } from "./order-query.js";
import { pageAnswer, pageErrors } from "./paging.js";

/** @typedef {import("../state/state.js").Esim} Esim */

/** @type {import("./types.js").Route} */
export function esims(context) {
  const { query, state, shapes } = context;
  const isWanted = esimFilter(context);
  const errors = pageErrors(query);
  if (Object.keys(errors).length > 0) return invalid(shapes, errors);
  const found = [...state.esims.values()]
    .filter(isWanted)
    .sort((a, b) => b.createdAt - a.createdAt || (a.iccid < b.iccid ? -1 : 1));
  const url = "https://sims.elsewhere.invalid/v1/sims";
  return pageAnswer({ found, row: (esim) => row(esim, context), url }, context);
}

/** @type {import("./types.js").Route} */
export function esim(context) {
  const { params, state, shapes, write } = context;
  const found = state.esims.get(params.iccid ?? "");
  if (!found) return notFound(shapes);
  return { status: 200, body: write.envelope(row(found, context)) };
}

/** @param {Esim} found @param {import("./types.js").Context} context */
function row(found, { query, state, shapes, write }) {
  return esimFields(found, state.orderOf(found), includes(query), shapes, write);
}

/** @param {import("./types.js").Context} context @returns {(esim: Esim) => boolean} */
function esimFilter({ query, shapes }) {
  const iccid = like(query.get("filter[iccid]") ?? "");
  const isInRange = rangeFilter(query, shapes);
  return (esim) => iccid(esim.iccid) && isInRange(esim.createdAt);
}
