import type { Field, Type } from "../ir/field.ts";
import { enumSymbols, pascal, unused } from "./protobuf-names.ts";
import { pathKey, type StrictAssertions, strictAssertions, takesNull } from "./strict.ts";
import type { TopicContract } from "./topics.ts";
import { protobufType } from "./types.ts";

/** A message of Protobuf. */
export interface Message {
  readonly name: string;
  readonly doc?: string;
  readonly fields: MessageField[];
  readonly messages: Message[];
  readonly enums: MessageEnum[];
  readonly reserved: readonly Numbered[];
}

/** A field of a message. `type` is as it is written: `optional string`, `map<string, Item>`. */
export interface MessageField extends Numbered {
  readonly type: string;
  readonly doc?: string;
}

/** An enumeration; its first value, 0, stands for none. */
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

/** The message of a contract, and the paths of what has no number yet, with the number it could have. */
export interface Protobuf {
  readonly message: Message;
  readonly unnumbered: readonly Numbered[];
}

/** The Protobuf message of a contract's messages, by the numbers that the contract has for its fields. */
export function protobufOf({ contract, spec }: TopicContract): Protobuf {
  const builder = new Builder(spec.fieldNumbers, strictAssertions(contract));
  const message = builder.message(contract.dataset.fields, pascal(contract.name), []);
  const doc = contract.description;
  return { message: { ...message, ...(doc !== undefined && { doc }) }, unnumbered: builder.unnumbered };
}

/** What a value needs: one value, or a repetition, which cannot be repeated or left out again without a message around it. */
interface Slot {
  readonly kind: "scalar" | "message" | "repeated";
  readonly type: string;
}

/** Where a type stands: the message it is in, the names taken there, the name that its own type gets, its path. */
interface Where {
  readonly owner: Message;
  readonly taken: Set<string>;
  readonly name: string;
  readonly path: readonly string[];
}

class Builder {
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
    // Fields, messages and values of enums share one space of names.
    const taken = new Set(names);
    for (const field of fields) message.fields.push(this.#field(field, { owner: message, taken, path }));
    return message;
  }

  #field(field: Field, { owner, taken, path }: Omit<Where, "name">): MessageField {
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

  /** A repetition has no absence of its own, so one that may be NULL stands in a message. */
  #optional({ kind, type }: Slot, where: Where): string {
    if (kind === "scalar") return `optional ${type}`;
    return kind === "message" ? type : this.#wrap(type, "items", where);
  }

  #slot(type: Type, where: Where): Slot {
    switch (type.kind) {
      case "struct": {
        const name = unused(where.name, where.taken);
        where.owner.messages.push(this.message(type.fields, name, where.path));
        return { kind: "message", type: name };
      }
      case "array": {
        const at = { ...where, name: `${where.name}Item`, path: [...where.path, "[]"] };
        return { kind: "repeated", type: `repeated ${this.#item(type.items, type.itemsNullable, at)}` };
      }
      case "map": {
        const at = { ...where, name: `${where.name}Value`, path: [...where.path, "{}"] };
        return { kind: "repeated", type: `map<string, ${this.#item(type.values, type.valuesNullable, at)}>` };
      }
      case "vector":
        return { kind: "repeated", type: "repeated float" };
      case "enum":
        return { kind: "scalar", type: this.#enum(type.values, where) };
      default:
        // Google's Timestamp is a message, with a presence of its own.
        return { kind: protobufType(type).includes(".") ? "message" : "scalar", type: protobufType(type) };
    }
  }

  /** What is repeated must be there and be one value; anything else stands in a message. */
  #item(type: Type, nullable: boolean, where: Where): string {
    const slot = this.#slot(type, where);
    if (slot.kind === "repeated") return this.#wrap(slot.type, "value", where);
    if (!nullable) return slot.type;
    return this.#wrap(slot.kind === "scalar" ? `optional ${slot.type}` : slot.type, "value", where);
  }

  #wrap(type: string, field: string, { owner, taken, name }: Where): string {
    const unique = unused(name, taken);
    const fields = [{ name: field, type, number: 1 }];
    owner.messages.push({ name: unique, fields, messages: [], enums: [], reserved: [] });
    return unique;
  }

  #enum(values: readonly string[], { owner, taken, name, path }: Where): string {
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

  /** Numbers of this owner whose field is not there any more. */
  #gone(prefix: string, names: readonly string[]): Numbered[] {
    return Object.entries(this.#numbers)
      .filter(([key]) => key.startsWith(prefix) && ownerOf(key) === ownerOf(`${prefix}x`))
      .map(([key, number]) => ({ name: key.slice(prefix.length), number }))
      .filter(({ name }) => !names.includes(name))
      .sort((a, b) => a.number - b.number);
  }
}

/** What a path counts in: `address` of `address.city`, `status=` of `status=paid`. */
function ownerOf(path: string): string {
  const value = path.indexOf("=");
  return value >= 0 ? path.slice(0, value + 1) : path.slice(0, Math.max(0, path.lastIndexOf(".")));
}
