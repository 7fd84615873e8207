import { below, type Problem, problem } from "./problem.ts";
import { type ProtoField, type ProtoFile, type ProtoMessage, readProtobuf } from "./protobuf-file.ts";

/** Groups of types with the same encoding: a reader with one type can read values of another. */
const GROUPS: readonly (readonly string[])[] = [
  ["int32", "int64", "uint32", "uint64", "bool"],
  ["sint32", "sint64"],
  ["string", "bytes"],
  ["fixed32", "sfixed32"],
  ["fixed64", "sfixed64"],
];

/**
 * Why a reader with one .proto file cannot read messages written with another. Two rules are stricter than those of registries: a number with
 * another name is another field, and the number of a removed field must be reserved, so that no new field gets it.
 */
export function protobufProblems(reader: string, writer: string): readonly Problem[] {
  const [now, before] = [readProtobuf(reader), readProtobuf(writer)];
  if (now.package !== before.package)
    return [problem("", `the package was ${before.package} and is now ${now.package}`)];
  const [first] = before.messages.keys();
  const [same] = now.messages.keys();
  if (first === undefined || same === undefined) return [problem("", "the file has no message")];
  if (first !== same) return [problem("", `the name was ${first} and is now ${same}`)];
  return new ProtobufComparison(now, before).messages(first, "");
}

class ProtobufComparison {
  readonly #now: ProtoFile;
  readonly #before: ProtoFile;
  readonly #seen = new Set<string>();

  constructor(now: ProtoFile, before: ProtoFile) {
    this.#now = now;
    this.#before = before;
  }

  messages(name: string, path: string, other = name): readonly Problem[] {
    const key = `${name} ${other}`;
    const [now, before] = [this.#now.messages.get(name), this.#before.messages.get(other)];
    if (now === undefined || before === undefined || this.#seen.has(key)) return [];
    this.#seen.add(key);
    const taken = [...now.fields].filter(([number]) => before.reserved.has(number));
    const revived = taken.map(([number, { name: field }]) =>
      problem(below(path, field), `the number ${number} is reserved, because another field had it. Use a new number`),
    );
    const kept = [...before.fields].flatMap(([number, old]) => {
      const field = now.fields.get(number);
      if (field === undefined) return this.#gone({ number, old, now, path });
      return this.#fields({ field, old, scopes: [name, other], path: below(path, old.name), number });
    });
    return [...revived, ...kept];
  }

  #gone({ number, old, now, path }: { number: number; old: ProtoField; now: ProtoMessage; path: string }): Problem[] {
    if (now.reserved.has(number)) return [];
    const moved = [...now.fields].find(([, field]) => field.name === old.name);
    const at = below(path, old.name);
    if (moved !== undefined) return [problem(at, `the number was ${number} and is now ${moved[0]}`)];
    return [problem(at, `it was removed, but its number ${number} is not reserved. Keep its entry in "field_numbers"`)];
  }

  #fields(given: {
    readonly field: ProtoField;
    readonly old: ProtoField;
    readonly scopes: readonly [string, string];
    readonly path: string;
    readonly number: number;
  }): readonly Problem[] {
    const { field, old, scopes, path, number } = given;
    if (field.name !== old.name) return [problem(path, `the number ${number} now belongs to "${field.name}"`)];
    if ((field.label === "repeated") !== (old.label === "repeated"))
      return [
        problem(
          path,
          field.label === "repeated" ? "it was one value and is now a list" : "it was a list and is now one value",
        ),
      ];
    const [now, before] = [this.#kindOf(field.type, scopes[0]), this.#kindOf(old.type, scopes[1])];
    if (now.message !== undefined && before.message !== undefined) {
      const part = now.map ? "{}" : field.label === "repeated" ? "[]" : "";
      return now.map === before.map
        ? this.messages(now.message, path + part, before.message)
        : [problem(path, `it was ${old.type} and is now ${field.type}`)];
    }
    if (now.wire === before.wire) return [];
    return [problem(path, `it was ${old.type} and is now ${field.type}`)];
  }

  /** The encoding of a type, and the message that it names. */
  #kindOf(type: string, scope: string): { wire: string; map: boolean; message?: string } {
    const value = /^map<\w+,(.+)>$/.exec(type)?.[1];
    const inner = value ?? type;
    const group = GROUPS.findIndex((names) => names.includes(inner));
    const prefix = value === undefined ? "" : "map of ";
    if (group >= 0) return { wire: `${prefix}${group}`, map: value !== undefined };
    const message = lookUp(inner, scope, (name) => this.#now.messages.has(name) || this.#before.messages.has(name));
    if (message !== undefined) return { wire: `${prefix}message`, map: value !== undefined, message };
    // Enums are encoded as the numbers of their values.
    const listed = lookUp(inner, scope, (name) => this.#now.enums.has(name) || this.#before.enums.has(name));
    return { wire: `${prefix}${listed === undefined ? inner.replace(/^\./, "") : "enum"}`, map: value !== undefined };
  }
}

/** Resolves a name inside a message: the innermost scope that has it. */
function lookUp(name: string, scope: string, exists: (name: string) => boolean): string | undefined {
  const parts = scope.split(".");
  for (let depth = parts.length; depth >= 0; depth--) {
    const full = [...parts.slice(0, depth), name].join(".");
    if (exists(full)) return full;
  }
  // A registry may add the package to the name.
  const tail = name.split(".").slice(-1)[0] ?? "";
  return name.includes(".") && !name.includes("google.protobuf") && exists(tail) ? tail : undefined;
}
