/** The accessibility of every view on a desktop. */
import { accessibilityTest } from "./accessibility.js";

accessibilityTest("desktop", { viewport: { width: 1280, height: 900 } });
