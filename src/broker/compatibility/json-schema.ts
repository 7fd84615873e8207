import { isList, isObject, type Json, type JsonObject } from "../../source/json.ts";
import { below, type Problem, problem } from "./problem.ts";
import { stringsOf } from "./strings-of.ts";

/** The direction in which each bound may change without making valid messages invalid. */
const LOOSER: readonly (readonly [keyword: string, direction: "up" | "down"])[] = [
  ["maxLength", "up"],
  ["minLength", "down"],
  ["maximum", "up"],
  ["exclusiveMaximum", "up"],
  ["minimum", "down"],
  ["exclusiveMinimum", "down"],
  ["maxItems", "up"],
  ["minItems", "down"],
];

/**
 * Why messages that are valid for one JSON Schema (the writer's) may be invalid for another (the reader's), by the rules of schema registries,
 * for the keywords that dex writes. Whether members may be added depends on whether a schema is open or closed.
 */
export function jsonSchemaProblems(reader: Json, writer: Json): readonly Problem[] {
  return compare(reader, writer, "");
}

function compare(given: Json | undefined, written: Json | undefined, path: string): readonly Problem[] {
  const reader = isObject(given) ? given : {};
  const writer = isObject(written) ? written : {};
  return [
    ...typeProblems(reader, writer, path),
    ...valueProblems(reader, writer, path),
    ...boundProblems(reader, writer, path),
    ...memberProblems(reader, writer, path),
    ...(reader["items"] !== undefined ? compare(reader["items"], writer["items"], `${path}[]`) : []),
  ];
}

function typeProblems(reader: JsonObject, writer: JsonObject, path: string): Problem[] {
  const known = typesOf(reader);
  if (known.length === 0) return [];
  const before = typesOf(writer);
  if (before.length === 0)
    return [problem(path, `messages may have any type, but readers expect ${known.join(" or ")}`)];
  const lost = before.filter((type) => !known.includes(type) && !(type === "integer" && known.includes("number")));
  if (lost.length === 0) return [];
  if (lost.length === 1 && lost[0] === "null")
    return [problem(path, "messages may have NULL, but readers do not accept it")];
  return [problem(path, `messages have ${before.join(" or ")}, but readers expect ${known.join(" or ")}`)];
}

function typesOf({ type }: JsonObject): readonly string[] {
  if (typeof type === "string") return [type];
  return isList(type) ? type.map(String) : [];
}

function valueProblems(reader: JsonObject, writer: JsonObject, path: string): Problem[] {
  const known = reader["enum"];
  if (!isList(known)) return [];
  const before = writer["enum"];
  if (!isList(before)) return [problem(path, "messages may have any value, but readers accept only a list of values")];
  const texts = known.map((value) => JSON.stringify(value));
  const lost = before.map((value) => JSON.stringify(value)).filter((value) => !texts.includes(value));
  return lost.length === 0 ? [] : [problem(path, `readers do not know the value ${lost.join(", ")}`)];
}

function boundProblems(reader: JsonObject, writer: JsonObject, path: string): Problem[] {
  const bounds = LOOSER.flatMap(([keyword, direction]) => {
    const [now, before] = [reader[keyword], writer[keyword]];
    if (typeof now !== "number") return [];
    if (typeof before !== "number")
      return [problem(path, `readers require ${keyword} ${now}, but writers have no ${keyword}`)];
    const fine = direction === "up" ? now >= before : now <= before;
    return fine ? [] : [problem(path, `readers require ${keyword} ${now}, but writers have ${before}`)];
  });
  const texts = ["pattern", "format", "const"].flatMap((keyword) => {
    const [now, before] = [reader[keyword], writer[keyword]];
    if (now === undefined || JSON.stringify(now) === JSON.stringify(before)) return [];
    return [problem(path, `readers require ${keyword} ${JSON.stringify(now)}, but writers do not`)];
  });
  const [now, before] = [reader["multipleOf"], writer["multipleOf"]];
  const multiple =
    typeof now === "number" && (typeof before !== "number" || !Number.isInteger(before / now))
      ? [problem(path, `readers require a multiple of ${now}, but writers do not`)]
      : [];
  return [...bounds, ...texts, ...multiple];
}

function memberProblems(reader: JsonObject, writer: JsonObject, path: string): Problem[] {
  const [now, before] = [membersOf(reader), membersOf(writer)];
  const required = stringsOf(reader["required"]);
  const wasRequired = stringsOf(writer["required"]);
  const both = [...now].flatMap(([name, schema]) => {
    const old = before.get(name);
    const at = below(path, name);
    if (old === undefined) return addedProblems({ at, schema, writer, required: required.includes(name) });
    const tightened = required.includes(name) && !wasRequired.includes(name) && !hasDefault(schema);
    return [
      ...(tightened ? [problem(at, "messages may leave it out, but readers require it")] : []),
      ...compare(schema, old, at),
    ];
  });
  const gone = isOpen(reader) ? [] : [...before].filter(([name]) => !now.has(name));
  const closed = isOpen(writer) && !isOpen(reader) && isMessage(reader);
  return [
    ...both,
    ...gone.flatMap(([name, schema]) => extraProblems(below(path, name), schema, reader)),
    ...(closed ? [problem(path, "messages may have other members, but readers reject them")] : []),
    ...mapProblems(reader, writer, path),
  ];
}

interface Added {
  readonly at: string;
  readonly schema: Json;
  readonly writer: JsonObject;
  readonly required: boolean;
}

/** A member that the writer's schema does not list. Messages of an open schema may have any value there. */
function addedProblems({ at, schema, writer, required }: Added): Problem[] {
  if (required && !hasDefault(schema))
    return [
      problem(at, 'messages do not have it, but readers require it. Add a default, or remove it from "required"'),
    ];
  const anything = isObject(schema) && Object.keys(schema).length === 0;
  if (!isOpen(writer) || anything) return [];
  return [problem(at, "messages of the open schema may have any value with this name, but readers expect one type")];
}

/** A member that only the writer lists, for a reader with a closed schema. */
function extraProblems(at: string, schema: Json, reader: JsonObject): readonly Problem[] {
  const { additionalProperties: others } = reader;
  if (isObject(others)) return compare(others, schema, at);
  return [problem(at, "messages have it, but readers reject unknown members")];
}

/** The values of a map, or of unlisted members. */
function mapProblems(reader: JsonObject, writer: JsonObject, path: string): readonly Problem[] {
  const [now, before] = [reader["additionalProperties"], writer["additionalProperties"]];
  return isObject(now) && isObject(before) ? compare(now, before, `${path}{}`) : [];
}

function isOpen({ additionalProperties: others }: JsonObject): boolean {
  return others === undefined || others === true;
}

function isMessage(schema: JsonObject): boolean {
  return isObject(schema["properties"]) || typesOf(schema).includes("object");
}

function hasDefault(schema: Json): boolean {
  return isObject(schema) && schema["default"] !== undefined;
}

function membersOf({ properties }: JsonObject): ReadonlyMap<string, Json> {
  return new Map(isObject(properties) ? Object.entries(properties) : []);
}
