// Schemathesis, which sends random requests to a server and compares the answers with its description. It is a
// program of PyPI, in an environment of Python that every checkout shares.
import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { installPackages } from "./apt.mjs";
import { CACHE } from "./cache.mjs";
import { run } from "./run.mjs";
import { step } from "./step.mjs";

/** Its packages, each of an exact version. */
const REQUIREMENTS = fileURLToPath(new URL("schemathesis.txt", import.meta.url));
const DIGEST = createHash("sha256").update(readFileSync(REQUIREMENTS)).digest("hex");
const FOLDER = join(CACHE, `schemathesis-${DIGEST.slice(0, 16)}`);

export const SCHEMATHESIS = process.env.SCHEMATHESIS ?? join(FOLDER, "bin", "schemathesis");

/** Makes an environment. Debian's Python needs a package for it. */
async function makeEnvironment() {
  const args = ["-m", "venv", "--clear", FOLDER];
  try {
    await run("python3", args, { quiet: true });
  } catch (error) {
    console.log(error instanceof Error ? error.message : error);
    console.log("trying again with Debian's Python");
    installPackages(["python3-venv"]);
    await run("/usr/bin/python3", args, { quiet: true });
  }
}

/** Installs Schemathesis if it is missing. */
export async function installSchemathesis() {
  if (existsSync(SCHEMATHESIS)) return;
  if (process.env.SCHEMATHESIS) throw new Error(`SCHEMATHESIS names no file: ${SCHEMATHESIS}`);
  await step("installing Schemathesis (once)", async () => {
    try {
      await makeEnvironment();
      const quiet = ["--quiet", "--disable-pip-version-check", "--no-input"];
      const args = ["-m", "pip", "install", ...quiet, "--no-deps", "-r", REQUIREMENTS];
      await run(join(FOLDER, "bin", "python3"), args, { quiet: true });
    } catch (cause) {
      // A half of an installation would count as a whole one.
      rmSync(FOLDER, { recursive: true, force: true });
      throw new Error(
        "the tests need Schemathesis: install it with pip, and set SCHEMATHESIS to its path",
        { cause },
      );
    }
  });
}
