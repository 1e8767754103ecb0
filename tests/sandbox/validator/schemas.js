import { Ajv2020 } from "ajv/dist/2020.js";

/**
 * The schemas of an OpenAPI 3.1 description, judged by ajv: version 3.1 writes its schemas in plain
 * JSON Schema 2020-12, so ajv takes the whole description as one document and finds each schema by
 * its pointer.
 *
 * @typedef {(value: unknown) => string[]} Judge Returns what is wrong, as one text or none.
 * @typedef {(pointer: string[]) => Judge} Judges
 *
 * @param {Record<string, unknown>} description
 * @returns {Judges}
 */
export function createJudges(description) {
  const ajv = new Ajv2020({
    allErrors: true,
    strict: true,
    strictRequired: false,
    // A schema that only adds to another one does not repeat its type.
    strictTypes: false,
  });
  // The description's own words are no schema keywords, and strict mode knows only those.
  ajv.addVocabulary(Object.keys(description));
  ajv.addSchema(description, "description");
  return (pointer) => {
    const path = pointer.map((part) =>
      encodeURIComponent(part.replaceAll("~", "~0").replaceAll("/", "~1")),
    );
    const validate = ajv.getSchema(`description#/${path.join("/")}`);
    if (!validate) throw new Error(`the description has no schema at ${pointer.join(" / ")}`);
    return (value) => {
      if (validate(value)) return [];
      // A choice between schemas fails in many places for one reason: the first ones name it.
      const places = (validate.errors ?? [])
        .slice(0, 5)
        .map(({ instancePath, message, params }) => {
          return `${instancePath || "(whole)"} ${message} ${JSON.stringify(params)}`;
        });
      return [places.join("; ")];
    };
  };
}
