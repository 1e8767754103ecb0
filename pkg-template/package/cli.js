#!/usr/bin/env node
// `npx pressone-esim <command>`.
import process from "node:process";
import { runSandbox, USAGE } from "./sandbox/command.js";

const [command, ...args] = process.argv.slice(2);
if (command === "sandbox") {
  await runSandbox(args);
} else {
  const isHelp = command === "--help" || command === "help";
  if (!isHelp) process.exitCode = 2;
  (isHelp ? console.log : console.error)(USAGE);
}
