// Gathers the pages' files for a deployment: the storefront, and the package that it loads.
import { cpSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";

const SITE = fileURLToPath(new URL("../../target/site/", import.meta.url));
const WWW = fileURLToPath(new URL("../", import.meta.url));

rmSync(SITE, { recursive: true, force: true });
for (const part of ["index.html", "icon.svg", "app", "style"]) {
  cpSync(WWW + part, SITE + part, { recursive: true });
}
cpSync(fileURLToPath(new URL("../../pkg/", import.meta.url)), `${SITE}pkg/`, { recursive: true });
