import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";

/** A folder that is removed after the tests of the current suite. @param {string} name */
export function useFolder(name) {
  const folder = mkdtempSync(join(tmpdir(), `pressone-${name}-`));
  after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
