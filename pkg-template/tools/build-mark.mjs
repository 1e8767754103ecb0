// The mark of a build in a module. Names between module and script are short, so the functions of another build
// could have the same names and do something else.
import { createHash } from "node:crypto";

const CUSTOM_SECTION = 0;

/**
 * Adds an empty custom section to a module. Its name is a digest of the module.
 *
 * @param {Buffer} module
 * @returns {{ bytes: Buffer, build: string }}
 */
export function markBuild(module) {
  const build = createHash("sha256").update(module).digest("base64url").slice(0, 6);
  const name = [build.length, ...Buffer.from(build)];
  return {
    bytes: Buffer.concat([module, Buffer.from([CUSTOM_SECTION, name.length, ...name])]),
    build,
  };
}
