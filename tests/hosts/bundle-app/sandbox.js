// The script of a page that tries the sandbox.
import { createSandbox } from "pressone-esim/sandbox";

Object.assign(globalThis, { sandbox: createSandbox() });
