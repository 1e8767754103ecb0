// The layers of the JavaScript files, as rules for dependency-cruiser. From bottom to top: the package
// (`src/wasm/*.js`, `src/page/*.js`, `pkg-template/package`), the storefront (`www`), the tests. A file imports from its
// own layer or a lower one. A rule that an import breaks is named in the report.

/** The page's bottom: its language, its amounts and times, and the addresses of its views. */
const WORDS = ["(i18n|language|format|timestamps|format-timestamp)\\.js$"];
const ROUTES = "routes\\.js$";

/**
 * The rule that files of the page import only themselves and lower ones.
 *
 * @param {string} name
 * @param {string} files
 * @param {string[]} lower
 * @returns {import("dependency-cruiser").IForbiddenRuleType}
 */
function pageLayer(name, files, lower) {
  return {
    name: `page-${name}-imports-lower-layers`,
    severity: "error",
    from: { path: `^www/app/${files}` },
    to: {
      path: "^www/app/",
      pathNot: [files, ...lower].map((each) => `^www/app/${each}`),
    },
  };
}

/** @type {import("dependency-cruiser").IConfiguration} */
export default {
  forbidden: [
    {
      name: "no-cycle",
      comment: "Two files that import each other have to be read and changed together.",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "shell-imports-shell",
      comment: "wasm-bindgen copies the scripts of the crate into the package, and no other file.",
      severity: "error",
      from: { path: "^src/" },
      to: { pathNot: "^src/(wasm|page)/" },
    },
    {
      name: "shared-shell-imports-no-client",
      comment:
        "Both clients have the scripts in `src/wasm`, and only the page client those in `src/page`.",
      severity: "error",
      from: { path: "^src/(wasm|partner)/" },
      to: { path: "^src/page/" },
    },
    {
      name: "error-classes-import-nothing",
      comment:
        "Every other file of the shell may throw an error, so the classes are below them all.",
      severity: "error",
      from: { path: "^src/wasm/error\\.js$" },
      to: {},
    },
    {
      name: "package-imports-package",
      comment: "The package has no dependency. The rules below are for the platforms' modules.",
      severity: "error",
      from: { path: "^pkg-template/package/" },
      to: {
        // An unresolved `./` or `../` names a file that the build adds.
        pathNot: ["^pkg-template/package/", "^\\.\\.?/", "^cloudflare:workers$"],
        dependencyTypesNot: ["core"],
      },
    },
    {
      name: "node-modules-in-read-module-js",
      comment: "A page and a worker have no modules of Node.",
      severity: "error",
      from: {
        path: "^pkg-template/package/",
        pathNot: [
          "^pkg-template/package/(read-module|cli)\\.js$",
          "^pkg-template/package/sandbox/(command|server|node-http)\\.js$",
        ],
      },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "cloudflare-modules-in-cloudflare-js",
      comment: "Other platforms have no modules of workerd.",
      severity: "error",
      from: {
        path: "^pkg-template/package/",
        pathNot: "^pkg-template/package/(gateway|stores)/cloudflare\\.js$",
      },
      to: { path: "^cloudflare:" },
    },
    {
      name: "client-without-gateway",
      comment: "A page that loads the client loads no byte of the gateway.",
      severity: "error",
      from: { path: "^pkg-template/package/(partner/)?[^/]+$" },
      to: { path: "^pkg-template/package/gateway/" },
    },
    {
      name: "page-client-without-partner-client",
      comment: "A page loads no byte of the partner client and of the stores.",
      severity: "error",
      from: { path: "^pkg-template/package/[^/]+$" },
      to: { path: ["^pkg-template/package/(partner|stores)/", "^\\./pressone_esim_partner"] },
    },
    {
      name: "partner-client-without-page-client",
      comment:
        "Both clients share the files that load a module. A server loads no byte of the page client.",
      severity: "error",
      from: { path: "^pkg-template/package/partner/" },
      to: {
        path: [
          "^pkg-template/package/(web|node|workerd|edge-light|inline)\\.js$",
          "^\\.\\./pressone_esim_page",
        ],
      },
    },
    {
      name: "gateway-without-client",
      comment: "The shop gives the gateway its client. The gateway loads no WebAssembly.",
      severity: "error",
      from: { path: "^pkg-template/package/gateway/" },
      to: {
        path: ["^pkg-template/package/(partner/)?[^/]+$", "^\\.\\./"],
        // It imports nothing itself.
        pathNot: "^pkg-template/package/is-refused\\.js$",
      },
    },
    {
      name: "partner-client-without-stores",
      comment:
        "The shop gives the client its store. A client without a store has the one in memory.",
      severity: "error",
      from: { path: "^pkg-template/package/partner/" },
      to: {
        path: "^pkg-template/package/stores/",
        pathNot: "^pkg-template/package/stores/memory\\.js$",
      },
    },
    {
      name: "checks-import-checks",
      comment:
        "The shop gives the checks its client, which has the store. They use its public methods.",
      severity: "error",
      from: { path: "^pkg-template/package/checks/" },
      to: { path: ["^pkg-template/package/(?!checks/)", "^\\.\\./"] },
    },
    {
      name: "stores-import-stores",
      comment: "A store knows nothing of purchases, so it can be replaced and tested alone.",
      severity: "error",
      from: { path: "^pkg-template/package/stores/" },
      to: { path: ["^pkg-template/package/(?!stores/)", "^\\.\\./"] },
    },
    {
      name: "package-without-sandbox",
      comment: "A shop that is deployed loads no byte of the sandbox.",
      severity: "error",
      from: {
        path: "^pkg-template/package/",
        pathNot: "^pkg-template/package/(sandbox/|cli\\.js$)",
      },
      to: { path: "^pkg-template/package/sandbox/" },
    },
    {
      name: "sandbox-imports-sandbox",
      comment:
        "The sandbox imitates PressOne. Code that it shared with the clients would prove nothing.",
      severity: "error",
      from: { path: "^pkg-template/package/sandbox/" },
      to: { path: ["^pkg-template/package/(?!sandbox/)", "^\\.\\./"] },
    },
    {
      name: "sandbox-in-process-without-server",
      comment: "The sandbox in process runs in pages and workers, which have no modules of Node.",
      severity: "error",
      from: {
        path: "^pkg-template/package/sandbox/",
        pathNot: "^pkg-template/package/sandbox/(command|server)\\.js$",
      },
      to: { path: "^pkg-template/package/sandbox/(command|server|node-http)\\.js$" },
    },
    {
      name: "tools-import-tools",
      comment: "The tools build the package, so they run before it exists.",
      severity: "error",
      from: { path: "^pkg-template/", pathNot: "^pkg-template/(package|openapi)/" },
      to: { pathNot: "^pkg-template/tools/", dependencyTypesNot: ["core", "npm"] },
    },
    {
      name: "description-imports-gateway",
      comment: "The gateway's description is written from the gateway's own lists.",
      severity: "error",
      from: { path: "^pkg-template/openapi/" },
      to: {
        pathNot: "^pkg-template/(openapi|package/gateway)/",
        dependencyTypesNot: ["core", "npm-dev"],
      },
    },
    {
      name: "setup-imports-no-package",
      comment: "The set-up installs the npm packages, so it runs before they exist.",
      severity: "error",
      from: { path: "^pkg-template/setup\\.mjs$" },
      to: { path: "(^|/)node_modules/", reachable: true },
    },
    {
      name: "storefront-imports-the-package-by-name",
      comment:
        "The storefront shows how a shop uses the installed package. The demo's server starts the sandbox, and " +
        "describes the orders that it begins with.",
      severity: "error",
      from: { path: "^www/" },
      to: {
        path: ["^src/", "^pkg-template/", "(^|/)pkg/"],
        pathNot: ["^(\\.\\./\\.\\./)?pkg/(partner/node|stores/memory|sandbox/server)\\.js$"],
      },
    },
    {
      name: "page-imports-page",
      comment: "A browser loads these files. It can load no file of the worker or the server.",
      severity: "error",
      from: { path: "^www/(app|messages)/" },
      to: {
        pathNot: [
          "^www/(app|messages|style)/",
          "^pressone-esim$",
          "^(node_modules/)?(@?preact|uqr)(/|$)",
        ],
      },
    },
    {
      name: "worker-imports-worker",
      comment: "The worker is deployed without the page's files and without the demo's server.",
      severity: "error",
      from: { path: "^www/worker/[^/]+\\.js$" },
      to: { pathNot: ["^www/worker/", "^pressone-esim(/|$)", "(^|/)pkg/"] },
    },
    {
      name: "example-imports-example",
      comment: "A newcomer copies one folder.",
      severity: "error",
      from: { path: "^www/examples/([^/]+)/" },
      to: { path: "^(www|tests|src|pkg-template|target)/", pathNot: "^www/examples/$1/" },
    },
    {
      name: "messages-import-nothing",
      comment: "A translator reads texts alone.",
      severity: "error",
      from: { path: "^www/messages/" },
      to: {},
    },
    {
      name: "page-routes-import-nothing",
      comment: "The addresses of the views are below all of them.",
      severity: "error",
      from: { path: "^www/app/routes\\.js$" },
      to: {},
    },
    pageLayer("words", WORDS[0] ?? "", []),
    pageLayer("router", "router\\.js$", [ROUTES]),
    pageLayer("data", "data/", WORDS),
    pageLayer("parts", "parts/", [...WORDS, ROUTES, "data/"]),
    pageLayer("views", "views/", [...WORDS, ROUTES, "router\\.js$", "data/", "parts/"]),
    pageLayer("demo", "demo/", [...WORDS, ROUTES, "router\\.js$", "data/", "parts/"]),
    {
      name: "worker-endpoints-below-entry",
      comment: "`index.js` puts the parts of the worker together.",
      severity: "error",
      from: { path: "^www/worker/", pathNot: "^www/worker/index\\.js$" },
      to: { path: "^www/worker/index\\.js$" },
    },
    {
      name: "product-without-tests",
      comment: "The product works without its tests.",
      severity: "error",
      from: { path: "^(src|pkg-template|www)/" },
      to: { path: "^tests/" },
    },
    {
      name: "sandbox-tests-import-sandbox",
      comment: "The validator judges every other test, so it knows none of them.",
      severity: "error",
      from: { path: "^tests/sandbox/" },
      to: {
        pathNot: ["^tests/sandbox/", "^pkg-template/package/(sandbox/|cli\\.js$)"],
        dependencyTypesNot: ["core", "npm", "npm-dev"],
      },
    },
    {
      name: "tests-are-not-imported",
      comment: "The test runner starts a file of tests. An import would run its tests twice.",
      severity: "error",
      from: {},
      to: { path: "\\.test\\.js$" },
    },
  ],
  options: {
    // dependency-cruiser reads these only if a parser of TypeScript happens to be installed.
    exclude: { path: "\\.d\\.ts$" },
    doNotFollow: { path: "(^|/)(node_modules|pkg|target)/" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "default"] },
  },
};
