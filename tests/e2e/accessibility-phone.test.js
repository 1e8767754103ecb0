/** The accessibility of every view on a phone, and on the smallest phone. */
import { accessibilityTest } from "./accessibility.js";

accessibilityTest("phone", {
  viewport: { width: 390, height: 844 },
  smallest: { width: 320, height: 568 },
});
