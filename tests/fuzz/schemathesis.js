// Runs Schemathesis against a server. A run has the same requests each time.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { SCHEMATHESIS } from "../../pkg-template/tools/schemathesis.mjs";

/**
 * @typedef {object} Target
 * @property {string} name of the folder for the run's files
 * @property {string} url of the server
 * @property {any} description in OpenAPI
 * @property {Record<string, string>} tokens bearer tokens by the names of their security schemes
 * @property {Record<string, string>} [headers] of each request
 * @property {Record<string, string[]>} values known values of parameters, such as `path.iccid`
 * @property {string[]} [excluded] checks that do not hold for this server
 * @property {string[]} [operations] the operations; all by default
 * @property {number} [examples] the most random requests of an operation
 */

/** A run takes a tenth of it on two free cores. */
const TIMEOUT_MS = 300_000;
/** The share of requests that have a known value of a parameter. The others have a random one. */
const KNOWN_VALUES = 0.7;
const ROOT = new URL("../../target/fuzz/", import.meta.url);
const HOOKS = fileURLToPath(new URL("hooks.py", import.meta.url));
/** The checks of `hooks.py` that take the place of others. */
const REPLACED = ["positive_data_acceptance"];
/** Warnings that mean that requests were not sent as they should, or that nothing was tested. */
const FATAL_WARNINGS = [
  ...["missing_auth", "missing_test_data", "unsupported_regex", "unresolvable_reference"],
  ...["unmatched_filter", "dictionary_mismatch"],
];

/** The settings in TOML, whose texts and lists are those of JSON here. @param {Target} target */
function settingsOf({ tokens, headers = {}, values, excluded = [], examples = 60 }) {
  const text = JSON.stringify;
  const named = Object.entries(values);
  return [
    ...Object.entries(tokens).flatMap(([scheme, token]) => [
      `[auth.openapi.${scheme}]`,
      `bearer = ${text(token)}`,
    ]),
    "[headers]",
    ...Object.entries(headers).map(([name, value]) => `${name} = ${text(value)}`),
    "[generation]",
    "deterministic = true",
    "with-security-parameters = false",
    `max-examples = ${examples}`,
    ...named.flatMap(([, list], index) => [
      `[dictionaries.known${index}]`,
      `values = ${text(list)}`,
    ]),
    "[parameters]",
    ...named.map(
      ([name], index) =>
        `${text(name)} = { dictionary = "known${index}", probability = ${KNOWN_VALUES} }`,
    ),
    "[checks]",
    ...[...REPLACED, ...excluded].map((check) => `${check}.enabled = false`),
    "[phases]",
    "stateful.enabled = false",
    // These learn from the answers, and tokens are random.
    "coverage.extra-data-sources.responses = false",
    "fuzzing.extra-data-sources.responses = false",
    "fuzzing.error-feedback.enabled = false",
    "[warnings]",
    `fail-on = ${text(FATAL_WARNINGS)}`,
    "",
  ].join("\n");
}

/**
 * @param {Target} target
 * @param {string} [program]
 * @returns {Promise<{ status: number | null, printed: string, cases: number, failures: any[] }>}
 */
export async function fuzz(target, program = SCHEMATHESIS) {
  if (!existsSync(program)) {
    throw new Error(`${program} is missing: install it with \`node pkg-template/setup.mjs test\``);
  }
  const folder = new URL(`${target.name}/`, ROOT);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(new URL("openapi.json", folder), JSON.stringify(target.description));
  writeFileSync(new URL("schemathesis.toml", folder), settingsOf(target));
  const options = ["--url", target.url, "--continue-on-failure", "--no-color"];
  const chosen = (target.operations ?? []).flatMap((id) => ["--include-operation-id", id]);
  const child = spawn(
    program,
    ["run", "openapi.json", ...options, ...chosen, "--report-json-path", "report.json"],
    {
      cwd: fileURLToPath(folder),
      env: { ...process.env, SCHEMATHESIS_HOOKS: HOOKS, PYTHONDONTWRITEBYTECODE: "1" },
      stdio: ["ignore", "pipe", "pipe"],
      timeout: TIMEOUT_MS,
      killSignal: "SIGKILL",
    },
  );
  let printed = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text) => {
      printed += text;
    });
  }
  const [status] = await once(child, "close");
  const file = new URL("report.json", folder);
  const report = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
  return {
    status,
    printed,
    cases: report.test_cases?.generated ?? 0,
    failures: report.failures ?? [],
  };
}
