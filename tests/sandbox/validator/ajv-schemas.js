import { Ajv2020 } from "ajv/dist/2020.js";

/** @typedef {import("../../../pkg-template/package/sandbox/description/request-schemas.js").Schemas} Schemas */

/** The schemas of each description. ajv compiles a schema once, at its first use. @type {WeakMap<object, Schemas>} */
const compiled = new WeakMap();

/**
 * Returns the schemas of a description. All validators of one description share them.
 *
 * @param {Record<string, unknown>} description
 * @returns {Schemas}
 */
export function ajvSchemas(description) {
  const schemas = compiled.get(description) ?? createAjvSchemas(description);
  compiled.set(description, schemas);
  return schemas;
}

/**
 * Checks values against the schemas of an OpenAPI 3.1 description with ajv. OpenAPI 3.1 schemas are
 * JSON Schema 2020-12, so ajv takes the description as one document and finds each schema by its
 * pointer.
 *
 * @param {Record<string, unknown>} description
 * @returns {Schemas}
 */
function createAjvSchemas(description) {
  const ajv = new Ajv2020({
    allErrors: true,
    strict: true,
    strictRequired: false,
    // A schema that extends another one does not repeat its type.
    strictTypes: false,
  });
  // In strict mode ajv refuses unknown keywords, and it takes the description's members for keywords.
  // OpenAPI's `discriminator` says nothing that `oneOf` does not.
  ajv.addVocabulary([...Object.keys(description), "discriminator"]);
  ajv.addSchema(description, "description");
  return (pointer) => {
    const path = pointer.map((part) =>
      encodeURIComponent(part.replaceAll("~", "~0").replaceAll("/", "~1")),
    );
    const validate = ajv.getSchema(`description#/${path.join("/")}`);
    if (!validate) throw new Error(`the description has no schema at ${pointer.join(" / ")}`);
    return (value) => {
      if (validate(value)) return [];
      const [first] = validate.errors ?? [];
      // A choice between schemas fails in many places for one reason, so all places are one error.
      const places = (validate.errors ?? [])
        .slice(0, 5)
        .map(({ instancePath, message, params }) => {
          return `${instancePath || "(whole)"} ${message} ${JSON.stringify(params)}`;
        });
      return [{ keyword: first?.keyword ?? "", message: places.join("; ") }];
    };
  };
}
