/** Reads QR codes from the screen, as a phone's camera does. */
import jsQR from "jsqr";

/** @typedef {import("./page.js").Page} Page */

/**
 * Returns the text of the QR code that an element shows.
 *
 * @param {Page} page
 * @param {import("playwright-core").Locator} element
 * @returns {Promise<string | undefined>} undefined if no code can be read
 */
export async function readQrCode(page, element) {
  await element.scrollIntoViewIfNeeded();
  const picture = await element.screenshot();
  const { pixels, width, height } = await page.evaluate(
    async (bytes) => {
      const image = await createImageBitmap(
        new Blob([new Uint8Array(bytes)], { type: "image/png" }),
      );
      const canvas = new OffscreenCanvas(image.width, image.height);
      const drawing = /** @type {OffscreenCanvasRenderingContext2D} */ (canvas.getContext("2d"));
      drawing.drawImage(image, 0, 0);
      const { data } = drawing.getImageData(0, 0, image.width, image.height);
      return { pixels: [...data], width: image.width, height: image.height };
    },
    [...picture],
  );
  // The package is CommonJS, whose types and exports differ.
  const read = /** @type {typeof import("jsqr").default} */ (/** @type {any} */ (jsQR));
  return read(Uint8ClampedArray.from(pixels), width, height)?.data;
}
