// The example `plain-html`: a page without a bundler.
import { describeShop } from "./shop.js";

describeShop("plain-html", {});
