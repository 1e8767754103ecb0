// The suites of a run.

/**
 * Returns the suites of these names, or all of them. Throws if a name is unknown.
 *
 * @template {{ name: string }} Suite
 * @param {Suite[]} suites
 * @param {string[]} args the names of the command line
 * @param {string} [variable] names with commas between them; used if the command line has none
 */
export function chooseSuites(suites, args, variable = "") {
  const listed = variable.split(",").map((name) => name.trim());
  const names = args.length > 0 ? args : listed.filter((name) => name !== "");
  for (const name of names) {
    if (suites.some((suite) => suite.name === name)) continue;
    const all = suites.map((suite) => suite.name).join(", ");
    throw new Error(`no suite is called "${name}": use one of ${all}`);
  }
  return names.length === 0 ? suites : suites.filter(({ name }) => names.includes(name));
}
