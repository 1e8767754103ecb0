/** Rules that every view of the storefront keeps, in every language. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

/** @typedef {import("./page.js").Page} Page */

const AXE = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** @param {Page} page @param {string} name */
export async function assertFitsWidth(page, name) {
  const wide = await page.evaluate(() => {
    const { scrollWidth } = document.documentElement;
    if (scrollWidth <= window.innerWidth) return [];
    const all = [...document.querySelectorAll("body *")];
    return all
      .filter((each) => {
        const { left, right } = each.getBoundingClientRect();
        return right > window.innerWidth + 1 || left < -1;
      })
      .map((each) => `${each.tagName} ${each.getAttribute("class")}`);
  });
  assert.deepEqual(wide.slice(0, 5), [], `${name} is wider than the screen`);
}

/** The boxes whose contents are wider than they are. @param {Page} page */
export const overfullBoxes = (page) =>
  page.evaluate(() =>
    [...document.querySelectorAll(".card, .sim, .offer, .order, .message")]
      .filter((box) => box.scrollWidth > box.clientWidth + 1)
      .map((box) => `${box.className}: ${box.textContent?.slice(0, 60)}`),
  );

/** The controls that are too small. A link in a sentence may be. @param {Page} page */
export const smallTargets = (page) =>
  page.evaluate(() => {
    const controls = document.querySelectorAll("a, button, summary, select, input");
    const targets = [...controls].map((control) =>
      control.matches("[type=radio], .payment-field input")
        ? (control.closest("label") ?? control)
        : control,
    );
    return targets
      .filter((target) => target.checkVisibility() && !target.closest("p, .skip, .demo"))
      .map((target) => {
        // The card of a heading's link is the target.
        const card = target.closest(".sim-head, .order h2") && target.closest("li");
        const { width, height } = (card ?? target).getBoundingClientRect();
        return { text: target.textContent, width: Math.round(width), height: Math.round(height) };
      })
      .filter(({ width, height }) => width < 44 || height < 44);
  });

/** @param {Page} page @returns {Promise<string[]>} */
export async function findViolations(page) {
  if (await page.evaluate(() => !("axe" in window))) await page.evaluate(AXE);
  return page.evaluate(async () => {
    const { axe } = /** @type {{ axe: typeof import("axe-core") }} */ (
      /** @type {unknown} */ (window)
    );
    const { violations } = await axe.run(document);
    return violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" | ")}`,
    );
  });
}
