// The imports between the modules of a crate, and those that break its layers.

/**
 * The imports between modules, by the importing module.
 *
 * @typedef {Map<string, Set<string>>} ModuleGraph
 */

/**
 * Reads the graph that `cargo modules dependencies` prints in the language of Graphviz. An import of an item
 * counts as one of the item's module. What functions and types use does not count: methods belong to the
 * module of their type there, wherever their `impl` is.
 *
 * @param {string} dot
 * @returns {ModuleGraph}
 */
export function readGraph(dot) {
  const nodes = dot.matchAll(/^\s*"([^"]+)" \[label=.*\/\/ "(?:crate|mod)" node$/gm);
  /** @type {ModuleGraph} */
  const graph = new Map([...nodes].map(([, module = ""]) => [module, new Set()]));
  if (graph.size === 0) throw new Error("the output of cargo-modules names no module");
  for (const [, from = "", item = ""] of dot.matchAll(
    /^\s*"([^"]+)" -> "([^"]+)" \[label="uses"/gm,
  )) {
    let to = item;
    while (!graph.has(to) && to.includes("::")) to = to.slice(0, to.lastIndexOf("::"));
    if (graph.has(to) && from !== to) graph.get(from)?.add(to);
  }
  return graph;
}

/**
 * The groups of modules in which each imports every other one, directly or through others of the group.
 *
 * @param {ModuleGraph} graph
 * @returns {string[][]}
 */
export function findCycles(graph) {
  const reachable = new Map(
    [...graph.keys()].map((module) => [module, reachableFrom(graph, module)]),
  );
  /** @param {string} from @param {string} to */
  const reaches = (from, to) => reachable.get(from)?.has(to) ?? false;
  /** @type {string[][]} */
  const cycles = [];
  for (const module of graph.keys()) {
    if (!reaches(module, module) || cycles.some((cycle) => cycle.includes(module))) continue;
    cycles.push([...graph.keys()].filter((each) => reaches(module, each) && reaches(each, module)));
  }
  return cycles;
}

/** @param {ModuleGraph} graph @param {string} start */
function reachableFrom(graph, start) {
  /** @type {Set<string>} */
  const found = new Set();
  const open = [start];
  for (let module = open.pop(); module !== undefined; module = open.pop()) {
    for (const next of graph.get(module) ?? []) {
      if (found.has(next)) continue;
      found.add(next);
      open.push(next);
    }
  }
  return found;
}

/**
 * The imports of a module in a higher layer.
 *
 * @param {ModuleGraph} graph
 * @param {string[]} layers the crate's top modules, from bottom to top; the crate's root is above them
 * @returns {[from: string, to: string][]}
 */
export function findUpwardImports(graph, layers) {
  /** @param {string} module */
  const heightOf = (module) => {
    const [, top] = module.split("::");
    if (top === undefined) return layers.length;
    if (!layers.includes(top)) throw new Error(`the module ${module} belongs to no layer`);
    return layers.indexOf(top);
  };
  return [...graph].flatMap(([from, imported]) =>
    [...imported]
      .filter((to) => heightOf(to) > heightOf(from))
      .map((to) => /** @type {[string, string]} */ ([from, to])),
  );
}
