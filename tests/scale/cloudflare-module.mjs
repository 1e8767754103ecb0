// Loads the module of Cloudflare's runtime in Node: the class that an object extends.
const SOURCE = "export class DurableObject { constructor(ctx) { this.ctx = ctx; } }";

/** @type {import("node:module").ResolveHook} */
export const resolve = (specifier, context, next) =>
  specifier === "cloudflare:workers"
    ? { url: `data:text/javascript,${encodeURIComponent(SOURCE)}`, shortCircuit: true }
    : next(specifier, context);
