// Compiles the crate `serde/` into target/bench/serde/, with the steps and the flags of the package
// (pkg-template/tools/compile-client.mjs).
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import process from "node:process";
import { installBindgen } from "../../../pkg-template/tools/bindgen.mjs";
import { run } from "../../../pkg-template/tools/run.mjs";
import { shortenNames } from "../../../pkg-template/tools/shorten-names.mjs";

const TARGET = "wasm32-unknown-unknown";
const CARGO_FOLDER = "target/package";
const CRATE = `${CARGO_FOLDER}/${TARGET}/release/serde_contestant.wasm`;
const OUT = "target/bench/serde";
/** The module that the files of `OUT` were made from. */
const STAMP = `${OUT}/crate.wasm`;
const FEATURES = [
  "--enable-bulk-memory",
  "--enable-sign-ext",
  "--enable-multivalue",
  "--enable-nontrapping-float-to-int",
  "--enable-mutable-globals",
];

/** Writes the files that the contestant `serde` imports as `#compiled-serde`. */
export async function compileSerde() {
  await run(
    "cargo",
    [
      ...["build", "--release", "--locked", "--quiet"],
      ...["--manifest-path", "tests/bench/contestants/serde/Cargo.toml"],
      ...["--target", TARGET, "--target-dir", CARGO_FOLDER],
      "-Zbuild-std=std,panic_abort",
      "-Zbuild-std-features=optimize_for_size",
    ],
    {
      env: {
        RUSTC_BOOTSTRAP: "1",
        RUSTFLAGS: [
          "-Zunstable-options -Cpanic=immediate-abort",
          "-Zlocation-detail=none",
          "-Ctarget-feature=-reference-types",
          process.env.RUSTFLAGS ?? "",
        ].join(" "),
      },
    },
  );
  const crate = readFileSync(CRATE);
  if (existsSync(STAMP) && readFileSync(STAMP).equals(crate)) return;
  mkdirSync(OUT, { recursive: true });
  await run(await installBindgen(), ["script", CRATE, "serde", OUT]);
  const module = `${OUT}/serde_bg.wasm`;
  await run(process.execPath, [
    "node_modules/binaryen/bin/wasm-opt",
    ...["-Oz", "--converge", ...FEATURES],
    ...["--strip-debug", "--strip-producers", "--strip-target-features"],
    ...[module, "-o", module],
  ]);
  shortenNames(module, `${OUT}/serde.js`, FEATURES);
  // Last, so steps that fail are repeated.
  writeFileSync(STAMP, crate);
}
