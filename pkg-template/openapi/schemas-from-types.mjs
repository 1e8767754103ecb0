// JSON Schemas of the data that the page client and the gateway share, from the declarations in `src/api`.
import { readdirSync, readFileSync } from "node:fs";
import ts from "typescript-5";

/** @typedef {Record<string, any>} Schema */
/** @typedef {{ name: string, schema: Schema, optional: boolean }} Property */

const DECLARATIONS = new URL("../../src/api/", import.meta.url);

/** The declarations by name. */
const declared = new Map(
  readdirSync(DECLARATIONS, { recursive: true })
    .map(String)
    .filter((path) => path.endsWith(".d.ts"))
    .sort()
    .flatMap((path) => {
      const text = readFileSync(new URL(path, DECLARATIONS), "utf8");
      const source = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true);
      return source.statements
        .filter((node) => ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node))
        .map((node) => /** @type {const} */ ([node.name.text, node]));
    }),
);

/** The text of a documentation comment, as one paragraph. @param {ts.Node} node */
function documentation(node) {
  const [comment] = ts.getJSDocCommentsAndTags(node);
  const text = comment && ts.getTextOfJSDocComment(/** @type {any} */ (comment).comment);
  return text ? { description: text.replace(/\s+/g, " ").trim() } : {};
}

/** @param {string} name */
function declarationOf(name) {
  const found = declared.get(name);
  if (!found) throw new Error(`src/api declares no ${name}`);
  return found;
}

/** A choice between schemas: one schema with all types if each is a plain type. @param {Schema[]} schemas */
function union(schemas) {
  if (schemas.length === 1) return schemas[0] ?? {};
  const values = schemas.map((schema) => (schema.type === "null" ? [null] : schema.enum));
  if (values.every(Boolean)) return { enum: values.flat() };
  const isPlain = (/** @type {Schema} */ schema) => Object.keys(schema).join() === "type";
  if (schemas.every(isPlain)) return { type: schemas.flatMap(({ type }) => type) };
  const [first, last] = schemas;
  // An object or a list that may be null.
  if (schemas.length === 2 && first?.type && last?.type === "null") {
    return { ...first, type: [first.type, "null"].flat() };
  }
  return { anyOf: schemas };
}

/** @param {ts.TypeNode} node @returns {Schema | undefined} undefined for the type `undefined` */
function schemaOf(node) {
  switch (node.kind) {
    case ts.SyntaxKind.StringKeyword:
      return { type: "string" };
    case ts.SyntaxKind.NumberKeyword:
      return { type: "number" };
    case ts.SyntaxKind.BooleanKeyword:
      return { type: "boolean" };
    case ts.SyntaxKind.UnknownKeyword:
      return {};
    case ts.SyntaxKind.UndefinedKeyword:
      return undefined;
    default:
  }
  if (ts.isUnionTypeNode(node)) return union(node.types.flatMap((each) => schemaOf(each) ?? []));
  if (ts.isParenthesizedTypeNode(node)) return schemaOf(node.type);
  if (ts.isTypeOperatorNode(node)) return schemaOf(node.type);
  if (ts.isArrayTypeNode(node)) return { type: "array", items: schemaOf(node.elementType) };
  if (ts.isTypeLiteralNode(node)) return objectOf(propertiesOf(node.members));
  if (ts.isLiteralTypeNode(node)) {
    if (node.literal.kind === ts.SyntaxKind.NullKeyword) return { type: "null" };
    if (node.literal.kind === ts.SyntaxKind.TrueKeyword) return { const: true };
    if (ts.isStringLiteral(node.literal)) return { enum: [node.literal.text] };
  }
  if (ts.isTypeReferenceNode(node)) {
    const name = node.typeName.getText();
    if (name === "Rows")
      return { type: "array", items: schemaOf(/** @type {any} */ (node.typeArguments?.[0])) };
    const found = declarationOf(name);
    return ts.isInterfaceDeclaration(found) ? objectOf(allProperties(name)) : schemaOf(found.type);
  }
  throw new Error(`no schema for the type ${node.getText()}`);
}

/** @param {ts.NodeArray<ts.TypeElement>} members @returns {Property[]} */
function propertiesOf(members) {
  return members.filter(ts.isPropertySignature).map((member) => {
    if (!member.type) throw new Error(`${member.getText()} has no type`);
    return {
      name: member.name.getText(),
      schema: { ...documentation(member), ...schemaOf(member.type) },
      optional: member.questionToken !== undefined,
    };
  });
}

/** The properties of an interface and of those that it extends. @param {string} name @returns {Property[]} */
function allProperties(name) {
  const found = declarationOf(name);
  if (!ts.isInterfaceDeclaration(found)) throw new Error(`${name} is no interface`);
  const parents = (found.heritageClauses ?? []).flatMap(({ types }) => types);
  const own = propertiesOf(found.members);
  const inherited = parents
    .flatMap(({ expression }) => allProperties(expression.getText()))
    .filter((each) => !own.some((property) => property.name === each.name));
  return [...inherited, ...own];
}

/** @param {Property[]} properties @returns {Schema} */
const objectOf = (properties) => ({
  type: "object",
  required: properties.filter(({ optional }) => !optional).map(({ name }) => name),
  properties: Object.fromEntries(properties.map(({ name, schema }) => [name, schema])),
});

/**
 * The schema of some fields of an interface. The gateway sends each of them, and null for one without a value.
 *
 * @param {string} name
 * @param {readonly string[]} fields
 * @param {{ lenient?: boolean }} [options] `lenient`: each field may be null
 * @returns {Schema}
 */
export function pickFields(name, fields, { lenient = false } = {}) {
  const properties = allProperties(name);
  const picked = fields.map((field) => {
    const found = properties.find((each) => each.name === field);
    if (!found) throw new Error(`${name} has no field ${field}`);
    const { description, ...schema } = found.schema;
    const value = lenient || found.optional ? nullable(schema) : schema;
    return {
      name: field,
      schema: { ...(description && { description }), ...value },
      optional: false,
    };
  });
  return objectOf(picked);
}

/** The whole schema of an interface or of a named type. @param {string} name @returns {Schema} */
export function schemaOfType(name) {
  const found = declarationOf(name);
  const schema = ts.isInterfaceDeclaration(found)
    ? objectOf(allProperties(name))
    : schemaOf(found.type);
  return { ...documentation(found), ...schema };
}

/** @param {Schema} schema @returns {Schema} */
export function nullable(schema) {
  if (schema.enum) return { enum: [...schema.enum, null] };
  if ([schema.type].flat().includes("null")) return schema;
  return schema.type
    ? { ...schema, type: [schema.type, "null"].flat() }
    : { anyOf: [schema, { type: "null" }] };
}
