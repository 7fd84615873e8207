import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { Ajv, type ValidateFunction } from "ajv";
import { describe, expect, it } from "vitest";
import { publishedSchemas } from "../../src/language/publish-schemas.ts";
import { parse } from "../../src/parse/parse.ts";
import type { Json } from "../../src/source/json.ts";
import { detectKind } from "../../src/validate/detect-kind.ts";
import { validate } from "../../src/validate/validate.ts";
import { BATCH, STREAM } from "../validate/specs.ts";
import { COLUMN_LIST, FLAT, HOUSE, LONG, SHORT, TOPIC } from "../validate/texts.ts";

type Schema = Readonly<Record<string, unknown>>;
const published = Object.entries(publishedSchemas());
const schemas = Object.fromEntries(published.map(([name, text]) => [name, JSON.parse(text) as Schema]));

/** Files by path: this repository's own contracts, and all that the fixtures compile. */
const files = [
  ...yamlBelow("contracts"),
  ...yamlBelow("test/fixtures"),
  ...Object.entries({ HOUSE, SHORT, LONG, FLAT, TOPIC, BATCH, STREAM }).map(([name, text]) => ({ path: name, text })),
  { path: "COLUMN_LIST", text: `name: a\nschema:\n  columns:\n${COLUMN_LIST.replace(/^ {2}/gm, "    ")}` },
];

describe("the published schemas", () => {
  it.each(published)("schemas/%s is what the shapes say; npm run schemas writes it", (name, text) => {
    if (process.env["UPDATE_GOLDEN"]) writeFileSync(`schemas/${name}`, text);
    expect(readFileSync(`schemas/${name}`, "utf8")).toBe(text);
  });

  it("are all that is published, besides the schema of quality reports", () => {
    const names = [...published.map(([name]) => name), "quality-report.schema.json"];
    expect(readdirSync("schemas").sort()).toEqual(names.sort());
  });

  it.each(published)("schemas/%s describes every key, and has no place on the web", (name) => {
    const schema = schemas[name] ?? {};
    expect(schema).not.toHaveProperty("$id");
    expect(schema).toHaveProperty("title");
    expect(undescribed(schema, schema)).toEqual([]);
  });

  it("take what dex takes", () => {
    const held = files.flatMap(({ path, text }) => {
      const parsed = parse([{ path, text, hash: "" }]).value[0];
      const kind = parsed === undefined ? "unknown" : detectKind(parsed.value);
      if (parsed === undefined || kind === "unknown" || kind === "json-schema") return [];
      const [document] = validate([parsed]).value;
      if (document === undefined || document.kind === "broken" || document.faults !== undefined) return [];
      return [{ path, problems: problems(parsed.value, document.kind) }];
    });
    expect(held.filter(({ problems }) => problems !== "")).toEqual([]);
    expect(held.length).toBeGreaterThan(18);
    const own = files.filter(({ path }) => path.startsWith("contracts/")).map(({ path }) => path);
    expect(held.map(({ path }) => path)).toEqual(expect.arrayContaining(own));
  });

  it.each([
    ["not_null: true", "not_nul: true"],
    ["type: decimal", "type: number"],
    ['version: "1.2.0"', "version: 1.2"],
    ["name: orders", "name: my orders"],
    ["precision: 10", "precision: -1"],
    ["min_percentage: 99.9", "min_percentage: 120"],
    ["consumers:", "consumer:"],
    ["sla:", "quality: [{rule: rnage, field: a}]\nsla:"],
    ["sla:", "quality: [{rule: range, feild: a}]\nsla:"],
  ])("refuse what dex refuses: %s -> %s", (from, to) => {
    const [parsed] = parse([{ path: "a", text: SHORT.replace(from, to), hash: "" }]).value;
    expect(problems(parsed?.value ?? null, "contract")).not.toBe("");
    expect(problems(parse([{ path: "a", text: SHORT, hash: "" }]).value[0]?.value ?? null, "contract")).toBe("");
  });
});

const validators = new Map<string, ValidateFunction>();

function problems(value: Json, kind: "contract" | "pipeline"): string {
  const validator =
    validators.get(kind) ?? new Ajv({ strict: true, allowUnionTypes: true }).compile(schemas[`${kind}.json`] ?? {});
  validators.set(kind, validator);
  // Objects without a prototype are not all that ajv expects.
  return validator(JSON.parse(JSON.stringify(value))) ? "" : JSON.stringify(validator.errors);
}

/** The keys below a schema that neither say what they are nor refer to something that does. */
function undescribed(node: unknown, root: Schema, at = ""): string[] {
  if (Array.isArray(node)) return node.flatMap((item, index) => undescribed(item, root, `${at}/${index}`));
  if (typeof node !== "object" || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) => {
    if (key !== "properties") return undescribed(value, root, `${at}/${key}`);
    return Object.entries(value as Readonly<Record<string, Schema>>).flatMap(([name, one]) => {
      const place = `${at}/${key}/${name}`;
      return [...(isDescribed(one, root) ? [] : [place]), ...undescribed(one, root, place)];
    });
  });
}

function isDescribed(schema: Schema, root: Schema): boolean {
  if (typeof schema["description"] === "string") return true;
  const [only] = (schema["allOf"] ?? [schema]) as readonly Schema[];
  const name = String(only?.["$ref"]).replace("#/definitions/", "");
  const definition = (root["definitions"] as Readonly<Record<string, Schema>>)[name];
  return definition !== undefined && isDescribed(definition, root);
}

function yamlBelow(folder: string): { path: string; text: string }[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.(ya?ml|json)$/.test(name))
    .map((name) => ({ path: `${folder}/${name}`, text: readFileSync(`${folder}/${name}`, "utf8") }));
}
