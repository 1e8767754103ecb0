/** A second build, in another folder and with other settings of the user, gives the same tarball. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import process from "node:process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { makeFolder } from "./project.js";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
/** The state of the sources that a folder's `pkg/` was built from. */
const INPUTS = "target/pkg-inputs";
/** The state of the sources at the last comparison. */
const COMPARED = join(ROOT, "target/reproduced");
const BUILD_MS = 15 * 60_000;

/** Copies what a clone would have, and what is not committed yet. @param {string} folder */
function copySources(folder) {
  const args = ["ls-files", "--cached", "--others", "--exclude-standard", "-z"];
  const listed = execFileSync("git", args, { cwd: ROOT, encoding: "utf8" });
  for (const file of listed.split("\0")) {
    if (file === "" || !existsSync(join(ROOT, file))) continue;
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    cpSync(join(ROOT, file), join(folder, file));
  }
  symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
}

/** @param {string} folder @param {string} destination of the tarball */
function pack(folder, destination) {
  mkdirSync(destination);
  const args = ["pack", "--json", "--pack-destination", destination, join(folder, "pkg")];
  /** @type {{ filename: string, files: { path: string }[] }[]} */
  const [packed] = JSON.parse(execFileSync("npm", args, { cwd: folder, encoding: "utf8" }));
  assert.ok(packed && packed.files.length > 0);
  const bytes = readFileSync(join(destination, packed.filename));
  return { bytes, files: packed.files.map(({ path }) => path) };
}

test("a build in another folder gives the same tarball", { timeout: BUILD_MS }, (t) => {
  const state = readFileSync(join(ROOT, INPUTS), "utf8");
  if (existsSync(COMPARED) && readFileSync(COMPARED, "utf8") === state) {
    t.skip("no source of the package has changed since the last comparison");
    return;
  }
  const parent = makeFolder(t);
  const folder = join(parent, "another-folder-with-a-longer-name");
  mkdirSync(folder);
  copySources(folder);
  const build = 'umask 077 && exec "$0" pkg-template/build.mjs';
  execFileSync("sh", ["-c", build, process.execPath], {
    cwd: folder,
    env: { ...process.env, TZ: "Asia/Tokyo", LC_ALL: "C" },
    stdio: ["ignore", "ignore", "inherit"],
  });
  assert.equal(readFileSync(join(folder, INPUTS), "utf8"), state, "pkg/ is older than its sources");

  const first = pack(ROOT, join(parent, "first"));
  const second = pack(folder, join(parent, "second"));
  assert.deepEqual(second.files, first.files);
  const differing = first.files.filter(
    (file) =>
      !readFileSync(join(ROOT, "pkg", file)).equals(readFileSync(join(folder, "pkg", file))),
  );
  assert.deepEqual(differing, []);
  // With the files' modes and times.
  assert.ok(second.bytes.equals(first.bytes), "the tarballs differ, and no file does");
  writeFileSync(COMPARED, state);
});
