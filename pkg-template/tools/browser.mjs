// The browsers that the tests drive, where Debian's packages put them; or wherever the environment says.
import process from "node:process";

export const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";
export const CHROMEDRIVER = process.env.CHROMEDRIVER ?? "/usr/bin/chromedriver";
export const FIREFOX = process.env.FIREFOX ?? "/usr/bin/firefox-esr";
