import { infoBox } from "../components/messages.js";
import { h } from "../dom/elements.js";
import { renderView } from "./render-view.js";

export const notFound = () =>
  renderView(
    "Not found",
    h("h1", {}, "There is no such page"),
    infoBox("Nothing to see here", "The address may be wrong, or it is from an older visit."),
  );
