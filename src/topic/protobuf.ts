import type { Field, Type } from "../ir/field.ts";
import { enumSymbols, pascal, takeName } from "./protobuf-names.ts";
import { pathKey, type StrictAssertions, strictAssertions, takesNull } from "./strict.ts";
import type { TopicContract } from "./topics.ts";
import { protobufType } from "./types.ts";

/** A Protobuf message. */
export interface Message {
  readonly name: string;
  readonly doc?: string;
  readonly fields: MessageField[];
  readonly messages: Message[];
  readonly enums: MessageEnum[];
  readonly reserved: readonly Numbered[];
}

/** A field of a message. `type` has its label: `optional string`, `map<string, Item>`. */
export interface MessageField extends Numbered {
  readonly type: string;
  readonly doc?: string;
}

/** An enumeration. Its first value, 0, means unspecified. */
export interface MessageEnum {
  readonly name: string;
  readonly zero: string;
  readonly values: readonly Numbered[];
  readonly reserved: readonly Numbered[];
}

/** A name and its number. */
export interface Numbered {
  readonly name: string;
  readonly number: number;
}

/** The message of a contract, and the paths without a number, each with the next free number. */
export interface Protobuf {
  readonly message: Message;
  readonly unnumbered: readonly Numbered[];
}

/** The Protobuf message of a contract, with the field numbers of the contract. */
export function protobufOf({ contract, spec }: TopicContract): Protobuf {
  const builder = new ProtobufBuilder(spec.fieldNumbers, strictAssertions(contract));
  const message = builder.message(contract.dataset.fields, pascal(contract.name), []);
  const doc = contract.description;
  return { message: { ...message, ...(doc !== undefined && { doc }) }, unnumbered: builder.unnumbered };
}

/** The type of a value. In Protobuf, a repeated type can be repeated or optional only inside a message. */
interface Slot {
  readonly kind: "scalar" | "message" | "repeated";
  readonly type: string;
}

/** The position of a type: the message around it, the used names of that message, the name for the type itself, and its path. */
interface ProtobufPosition {
  readonly owner: Message;
  readonly taken: Set<string>;
  readonly name: string;
  readonly path: readonly string[];
}

class ProtobufBuilder {
  readonly unnumbered: Numbered[] = [];
  readonly #numbers: Readonly<Record<string, number>>;
  readonly #assertions: StrictAssertions;

  constructor(numbers: Readonly<Record<string, number>>, assertions: StrictAssertions) {
    this.#numbers = numbers;
    this.#assertions = assertions;
  }

  message(fields: readonly Field[], name: string, path: readonly string[]): Message {
    const names = fields.map((field) => field.name);
    const prefix = path.length === 0 ? "" : `${pathKey(path)}.`;
    const message: Message = { name, fields: [], messages: [], enums: [], reserved: this.#gone(prefix, names) };
    // Fields, messages and the values of enums share one namespace.
    const taken = new Set(names);
    for (const field of fields) message.fields.push(this.#field(field, { owner: message, taken, path }));
    return message;
  }

  #field(field: Field, { owner, taken, path }: Omit<ProtobufPosition, "name">): MessageField {
    const at = [...path, field.name];
    const key = pathKey(at);
    const slot = this.#slot(field.type, { owner, taken, name: pascal(field.name), path: at });
    const nullable = field.presence === "optional" || takesNull(field, key, this.#assertions);
    const list = { owner, taken, name: `${pascal(field.name)}List`, path: at };
    return {
      name: field.name,
      type: nullable ? this.#optional(slot, list) : slot.type,
      number: this.#number(key),
      ...(field.description !== undefined && { doc: field.description }),
    };
  }

  /** A repeated field is never absent, so a repeated value that may be NULL is inside a message. */
  #optional({ kind, type }: Slot, position: ProtobufPosition): string {
    if (kind === "scalar") return `optional ${type}`;
    return kind === "message" ? type : this.#wrap(type, "items", position);
  }

  #slot(type: Type, position: ProtobufPosition): Slot {
    switch (type.kind) {
      case "struct": {
        const name = takeName(position.name, position.taken);
        position.owner.messages.push(this.message(type.fields, name, position.path));
        return { kind: "message", type: name };
      }
      case "array": {
        const at = { ...position, name: `${position.name}Item`, path: [...position.path, "[]"] };
        return { kind: "repeated", type: `repeated ${this.#item(type.items, type.itemsNullable, at)}` };
      }
      case "map": {
        const at = { ...position, name: `${position.name}Value`, path: [...position.path, "{}"] };
        return { kind: "repeated", type: `map<string, ${this.#item(type.values, type.valuesNullable, at)}>` };
      }
      case "vector":
        return { kind: "repeated", type: "repeated float" };
      case "enum":
        return { kind: "scalar", type: this.#enum(type.values, position) };
      default:
        // Google's Timestamp is a message, which may be absent without `optional`.
        return { kind: protobufType(type).includes(".") ? "message" : "scalar", type: protobufType(type) };
    }
  }

  /** An item that may be NULL, or is itself repeated, is inside a message. */
  #item(type: Type, nullable: boolean, position: ProtobufPosition): string {
    const slot = this.#slot(type, position);
    if (slot.kind === "repeated") return this.#wrap(slot.type, "value", position);
    if (!nullable) return slot.type;
    return this.#wrap(slot.kind === "scalar" ? `optional ${slot.type}` : slot.type, "value", position);
  }

  #wrap(type: string, field: string, { owner, taken, name }: ProtobufPosition): string {
    const unique = takeName(name, taken);
    const fields = [{ name: field, type, number: 1 }];
    owner.messages.push({ name: unique, fields, messages: [], enums: [], reserved: [] });
    return unique;
  }

  #enum(values: readonly string[], { owner, taken, name, path }: ProtobufPosition): string {
    const symbols = enumSymbols(values, name, taken);
    if (symbols === undefined) return protobufType({ kind: "string" });
    const prefix = `${pathKey(path)}=`;
    for (const symbol of [symbols.name, symbols.zero, ...values.map(symbols.symbolOf)]) taken.add(symbol);
    owner.enums.push({
      name: symbols.name,
      zero: symbols.zero,
      values: values.map((value) => ({ name: symbols.symbolOf(value), number: this.#number(`${prefix}${value}`) })),
      reserved: this.#gone(prefix, values).map(({ name: gone, number }) => ({ name: symbols.symbolOf(gone), number })),
    });
    return symbols.name;
  }

  #number(key: string): number {
    const known = Object.hasOwn(this.#numbers, key) ? this.#numbers[key] : undefined;
    if (known !== undefined) return known;
    const ledger = Object.entries(this.#numbers).map(([name, number]) => ({ name, number }));
    const used = [...ledger, ...this.unnumbered].filter(({ name }) => ownerOf(name) === ownerOf(key));
    const next = Math.max(0, ...used.map(({ number }) => number)) + 1;
    const number = next >= 19000 && next <= 19999 ? 20000 : next;
    this.unnumbered.push({ name: key, number });
    return number;
  }

  /** The numbers of this owner whose field no longer exists. */
  #gone(prefix: string, names: readonly string[]): Numbered[] {
    return Object.entries(this.#numbers)
      .filter(([key]) => key.startsWith(prefix) && ownerOf(key) === ownerOf(`${prefix}x`))
      .map(([key, number]) => ({ name: key.slice(prefix.length), number }))
      .filter(({ name }) => !names.includes(name))
      .sort((a, b) => a.number - b.number);
  }
}

/** The message or enumeration in which a number is unique: `address` of `address.city`, `status=` of `status=paid`. */
function ownerOf(path: string): string {
  const value = path.indexOf("=");
  return value >= 0 ? path.slice(0, value + 1) : path.slice(0, Math.max(0, path.lastIndexOf(".")));
}
