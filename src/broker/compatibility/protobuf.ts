import { below, type Problem, problem } from "./problem.ts";
import { type ProtoField, type ProtoFile, type ProtoMessage, readProtobuf } from "./protobuf-file.ts";

/** Types that are one on the wire: what was written as one may be read as another. */
const GROUPS: readonly (readonly string[])[] = [
  ["int32", "int64", "uint32", "uint64", "bool"],
  ["sint32", "sint64"],
  ["string", "bytes"],
  ["fixed32", "sfixed32"],
  ["fixed64", "sfixed64"],
];

/**
 * Why a reader with one file of Protobuf cannot read what was written with another. Stricter than a registry in two things: a number that has got another name is
 * taken for another field, and a number that goes must be reserved, since the next field would get it.
 */
export function protobufProblems(reader: string, writer: string): readonly Problem[] {
  const [now, before] = [readProtobuf(reader), readProtobuf(writer)];
  if (now.package !== before.package) return [problem("", `its package was ${before.package} and is ${now.package}`)];
  const [first] = before.messages.keys();
  const [same] = now.messages.keys();
  if (first === undefined || same === undefined) return [problem("", "there is no message in it")];
  if (first !== same) return [problem("", `it was called ${first} and is called ${same}`)];
  return new Comparison(now, before).messages(first, "");
}

class Comparison {
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
      problem(below(path, field), `its number ${number} was another field's once, and is reserved. Take a new one`),
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
    if (moved !== undefined) return [problem(at, `its number was ${number} and is ${moved[0]}`)];
    return [problem(at, `it is gone and its number ${number} is not reserved. Keep it in "field_numbers"`)];
  }

  #fields(given: {
    readonly field: ProtoField;
    readonly old: ProtoField;
    readonly scopes: readonly [string, string];
    readonly path: string;
    readonly number: number;
  }): readonly Problem[] {
    const { field, old, scopes, path, number } = given;
    if (field.name !== old.name) return [problem(path, `its number ${number} belongs to "${field.name}" now`)];
    if ((field.label === "repeated") !== (old.label === "repeated"))
      return [
        problem(path, field.label === "repeated" ? "it was one value and is many" : "it was many values and is one"),
      ];
    const [now, before] = [this.#kindOf(field.type, scopes[0]), this.#kindOf(old.type, scopes[1])];
    if (now.message !== undefined && before.message !== undefined) {
      const part = now.map ? "{}" : field.label === "repeated" ? "[]" : "";
      return now.map === before.map
        ? this.messages(now.message, path + part, before.message)
        : [problem(path, `it was ${old.type} and is ${field.type}`)];
    }
    if (now.wire === before.wire) return [];
    return [problem(path, `it was ${old.type} and is ${field.type}`)];
  }

  /** What a type is on the wire, and the message it names. */
  #kindOf(type: string, scope: string): { wire: string; map: boolean; message?: string } {
    const value = /^map<\w+,(.+)>$/.exec(type)?.[1];
    const inner = value ?? type;
    const group = GROUPS.findIndex((names) => names.includes(inner));
    const prefix = value === undefined ? "" : "map of ";
    if (group >= 0) return { wire: `${prefix}${group}`, map: value !== undefined };
    const message = lookUp(inner, scope, (name) => this.#now.messages.has(name) || this.#before.messages.has(name));
    if (message !== undefined) return { wire: `${prefix}message`, map: value !== undefined, message };
    // Enums are numbers on the wire; that 32 bits are read as a name is what the values' own numbers are for.
    const listed = lookUp(inner, scope, (name) => this.#now.enums.has(name) || this.#before.enums.has(name));
    return { wire: `${prefix}${listed === undefined ? inner.replace(/^\./, "") : "enum"}`, map: value !== undefined };
  }
}

/** A name as seen from inside a message: the innermost message that has it. */
function lookUp(name: string, scope: string, exists: (name: string) => boolean): string | undefined {
  const parts = scope.split(".");
  for (let depth = parts.length; depth >= 0; depth--) {
    const full = [...parts.slice(0, depth), name].join(".");
    if (exists(full)) return full;
  }
  // A registry may write the name with its package.
  const tail = name.split(".").slice(-1)[0] ?? "";
  return name.includes(".") && !name.includes("google.protobuf") && exists(tail) ? tail : undefined;
}
