// Copies the files of a deployment to target/site: the storefront, and the package that it loads.
import { cpSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";

const SITE = fileURLToPath(new URL("../../target/site/", import.meta.url));
const STOREFRONT = fileURLToPath(new URL("../", import.meta.url));
const PACKAGE = fileURLToPath(new URL("../../pkg/", import.meta.url));

rmSync(SITE, { recursive: true, force: true });
for (const path of ["index.html", "icon.svg", "app", "style"]) {
  cpSync(STOREFRONT + path, SITE + path, { recursive: true });
}
cpSync(PACKAGE, `${SITE}pkg/`, { recursive: true });
