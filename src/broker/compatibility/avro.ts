import { isList, isObject, type Json, type JsonObject } from "../../source/json.ts";
import { below, type Problem, problem } from "./problem.ts";
import { stringsOf } from "./strings-of.ts";

/** The named types of a schema, by full name and by plain name. */
type Names = ReadonlyMap<string, JsonObject>;

const PROMOTIONS: Readonly<Record<string, readonly string[]>> = {
  long: ["int"],
  float: ["int", "long"],
  double: ["int", "long", "float"],
  bytes: ["string"],
  string: ["bytes"],
};

/**
 * Why a reader with one Avro schema cannot read messages written with another, by Avro's rules of schema resolution. Those rules ignore logical
 * types. Here, a different logical type is also a problem, because readers would misread the value.
 */
export function avroProblems(reader: Json, writer: Json): readonly Problem[] {
  return new AvroComparison(namesIn(reader), namesIn(writer)).compare(reader, writer, "");
}

class AvroComparison {
  readonly #readers: Names;
  readonly #writers: Names;
  /** Pairs of records under comparison: a schema may contain itself. */
  readonly #open = new Set<string>();

  constructor(readers: Names, writers: Names) {
    this.#readers = readers;
    this.#writers = writers;
  }

  compare(given: Json, written: Json, path: string): readonly Problem[] {
    const reader = resolve(given, this.#readers);
    const writer = resolve(written, this.#writers);
    if (isList(writer)) return writer.flatMap((branch) => this.compare(reader, branch, path));
    if (isList(reader)) return this.#branch(reader, writer, path);
    const [readerType, writerType] = [typeOf(reader), typeOf(writer)];
    if (readerType !== writerType && !PROMOTIONS[readerType]?.includes(writerType))
      return [problem(path, `messages have ${nameOf(writer)}, but readers expect ${nameOf(reader)}`)];
    return [...logicalProblems(reader, writer, path), ...this.#parts(reader, writer, path)];
  }

  /** One branch of the reader's union must accept the value. If none does, returns the problems of the branch with the same type. */
  #branch(branches: readonly Json[], writer: Json, path: string): readonly Problem[] {
    const kind = typeOf(writer);
    const tried = branches.map((branch) => ({
      near: typeOf(resolve(branch, this.#readers)) === kind,
      found: this.compare(branch, writer, path),
    }));
    if (tried.some(({ found }) => found.length === 0)) return [];
    const near = tried.find((one) => one.near);
    const what =
      kind === "null"
        ? "messages may have NULL, but readers do not accept it"
        : `messages may have ${nameOf(writer)}, but readers do not accept it`;
    return near?.found ?? [problem(path, what)];
  }

  #parts(reader: Json, writer: Json, path: string): readonly Problem[] {
    if (!isObject(reader) || !isObject(writer)) return [];
    switch (reader["type"]) {
      case "record":
        return this.#record(reader, writer, path);
      case "enum":
        return enumProblems(reader, writer, path);
      case "array":
        return this.compare(reader["items"] ?? "null", writer["items"] ?? "null", `${path}[]`);
      case "map":
        return this.compare(reader["values"] ?? "null", writer["values"] ?? "null", `${path}{}`);
      case "fixed":
        return reader["size"] === writer["size"] ? [] : [problem(path, "writers and readers have different sizes")];
      default:
        return [];
    }
  }

  #record(reader: JsonObject, writer: JsonObject, path: string): readonly Problem[] {
    const pair = `${reader["name"]} ${writer["name"]}`;
    if (this.#open.has(pair)) return [];
    this.#open.add(pair);
    const named = nameProblems(reader, writer, path);
    const written = new Map(fieldsOf(writer).map((field) => [String(field["name"]), field]));
    const found = fieldsOf(reader).flatMap((field) => {
      const name = String(field["name"]);
      const other = [name, ...stringsOf(field["aliases"])].map((alias) => written.get(alias)).find(Boolean);
      const at = below(path, name);
      if (other !== undefined) return this.compare(field["type"] ?? "null", other["type"] ?? "null", at);
      if (field["default"] !== undefined) return [];
      return [
        problem(at, 'messages do not have it, but readers require it. Add a default, or remove it from "required"'),
      ];
    });
    this.#open.delete(pair);
    return [...named, ...found];
  }
}

function logicalProblems(reader: Json, writer: Json, path: string): Problem[] {
  const [one, other] = [logicalOf(reader), logicalOf(writer)];
  if (one === other) return [];
  return [problem(path, `messages have ${other}, but readers would read the same bytes as ${one}`)];
}

/** The logical type with its parameters: decimal(10, 2). */
function logicalOf(schema: Json): string {
  if (!isObject(schema) || typeof schema["logicalType"] !== "string") return "a plain value";
  const { logicalType, precision, scale } = schema as { logicalType: string; precision?: number; scale?: number };
  // A UUID is the same string with and without the logical type.
  if (logicalType === "uuid") return "a plain value";
  return logicalType === "decimal" ? `decimal(${precision}, ${scale ?? 0})` : logicalType;
}

function nameProblems(reader: JsonObject, writer: JsonObject, path: string): Problem[] {
  const [one, other] = [plainName(reader), plainName(writer)];
  const aliases = stringsOf(reader["aliases"]).map((alias) => alias.split(".").at(-1));
  if (one === other || aliases.includes(other)) return [];
  return [problem(path, `the type is ${other} in messages, but ${one} in readers`)];
}

function enumProblems(reader: JsonObject, writer: JsonObject, path: string): Problem[] {
  const known = stringsOf(reader["symbols"]);
  const missing = stringsOf(writer["symbols"]).filter((symbol) => !known.includes(symbol));
  const lost = missing.length === 0 || reader["default"] !== undefined ? [] : missing;
  return [
    ...nameProblems(reader, writer, path),
    ...(lost.length > 0
      ? [problem(path, `readers do not know the value ${lost.map((one) => `"${one}"`).join(", ")}`)]
      : []),
  ];
}

function namesIn(schema: Json): Names {
  const names = new Map<string, JsonObject>();
  const walk = (node: Json, namespace: string): void => {
    if (isList(node)) {
      for (const item of node) walk(item, namespace);
      return;
    }
    if (!isObject(node)) return;
    const own = typeof node["namespace"] === "string" ? node["namespace"] : namespace;
    if (typeof node["name"] === "string" && ["record", "enum", "fixed"].includes(String(node["type"]))) {
      names.set(node["name"], node);
      if (own !== "") names.set(`${own}.${node["name"]}`, node);
    }
    for (const part of ["type", "items", "values"]) walk(node[part] ?? null, own);
    for (const field of fieldsOf(node)) walk(field, own);
  };
  walk(schema, "");
  return names;
}

function resolve(schema: Json, names: Names): Json {
  if (typeof schema === "string") return names.get(schema) ?? schema;
  // An object may contain only a type: {"type": {"type": "string"}}.
  if (isObject(schema) && (isObject(schema["type"]) || isList(schema["type"])) && schema["name"] === undefined)
    return resolve(schema["type"], names);
  return schema;
}

function typeOf(schema: Json): string {
  return isObject(schema) ? String(schema["type"]) : String(schema);
}

function nameOf(schema: Json): string {
  const logical = logicalOf(schema);
  return logical === "a plain value" ? typeOf(schema) : logical;
}

function plainName(schema: JsonObject): string {
  return String(schema["name"]).split(".").at(-1) ?? "";
}

function fieldsOf(schema: JsonObject): readonly JsonObject[] {
  const fields = schema["fields"];
  return isList(fields) ? fields.filter(isObject) : [];
}
