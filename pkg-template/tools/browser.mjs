// The paths of the browsers that the tests drive: those of Debian's packages, or those in the environment.
import process from "node:process";

export const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";
export const CHROMEDRIVER = process.env.CHROMEDRIVER ?? "/usr/bin/chromedriver";
export const FIREFOX = process.env.FIREFOX ?? "/usr/bin/firefox-esr";
