// The npm packages of the lock file. The build and the storefront need a few, the tests need all.
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { run } from "./run.mjs";
import { step } from "./step.mjs";

const STAMP = "node_modules/.installed";
/** npm's own record of what it has installed. */
const INSTALLED = "node_modules/.package-lock.json";

function hasTestPackages() {
  if (!existsSync(INSTALLED)) return false;
  /** @type {{ packages: Record<string, { dev?: boolean }> }} */
  const { packages } = JSON.parse(readFileSync(INSTALLED, "utf8"));
  return Object.entries(packages).some(
    ([path, { dev }]) => dev && path.startsWith("node_modules/"),
  );
}

/** @param {"build" | "test"} purpose */
export async function installNodeModules(purpose) {
  const lock = createHash("sha256").update(readFileSync("package-lock.json")).digest("hex");
  const areForTests = hasTestPackages();
  // Installed packages of the tests stay.
  const all = purpose === "test" || areForTests;
  const wanted = `${all ? "test" : "build"} ${lock}`;
  const stamp = existsSync(STAMP) ? readFileSync(STAMP, "utf8") : "";
  if (stamp === wanted && all === areForTests) return;
  // `npm ci` fails if the registry lacks an optional package of another platform, because the lock file
  // cannot name it then. `npm install` takes its versions from the lock file as well.
  const args = ["install", "--no-save", "--no-audit", "--no-fund", "--no-progress"];
  await step("installing the npm packages", () =>
    run("npm", all ? args : [...args, "--omit=dev"], { quiet: true }),
  );
  writeFileSync(STAMP, wanted);
}
