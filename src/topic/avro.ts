import type { Contract, Policy } from "../ir/contract.ts";
import type { Field, Type } from "../ir/field.ts";
import type { Literal } from "../ir/literal.ts";
import type { JsonValue } from "../text/quote/json.ts";
import { uniqueNames } from "../text/unique.ts";
import type { Schema } from "../wire/json-type.ts";
import { avroDefault } from "./avro-default.ts";
import { pascal } from "./protobuf-names.ts";
import { type StrictAssertions, strictAssertions, takesNull } from "./strict.ts";
import type { TopicContract } from "./topics.ts";
import { avroType } from "./types.ts";

/** The compatibilities under which old readers must read new messages. */
const FORWARD: ReadonlySet<Policy["compatibility"]> = new Set(["full", "consumer"]);

/** The inputs of all builders of one schema. */
interface AvroContext {
  readonly assertions: StrictAssertions;
  /** Makes the name of a record or an enum unique in the schema: Avro has one namespace for all of them. */
  readonly unique: (name: string) => string;
  /** True if old readers must read new messages. An enum then needs a default for symbols that they do not know. */
  readonly isForward: boolean;
}

/** The Avro record of a contract's messages. Names are in Pascal case, and the namespace is in lower case, as code generators expect. */
export function avroSchema({ contract }: TopicContract, project: string): Schema {
  const isForward = FORWARD.has(contract.policy.compatibility);
  const context = { assertions: strictAssertions(contract), unique: uniqueNames(), isForward };
  const { type, name, fields } = record(contract.dataset.fields, { name: pascal(contract.name), path: "" }, context);
  return { type, name, namespace: namespaceOf(contract, project), doc: contract.description, fields };
}

/** `shop.sales`: the project and the domain of the contract. */
function namespaceOf({ domain }: Contract, project: string): string {
  return domain === undefined || !NAME.test(domain) ? project : `${project}.${domain.toLowerCase()}`;
}

/** The position of a type: the name for a record or an enum, and the path of the value. */
interface AvroPosition {
  readonly name: string;
  readonly path: string;
  /** The default of the field, if it is a string. */
  readonly preset?: string | undefined;
}

function record(fields: readonly Field[], position: AvroPosition, context: AvroContext) {
  const name = context.unique(position.name);
  return {
    type: "record",
    name,
    fields: fields.map((field) => {
      const path = position.path === "" ? field.name : `${position.path}.${field.name}`;
      return fieldSchema(field, { name: `${position.name}${pascal(field.name)}`, path }, context);
    }),
  } as const;
}

function fieldSchema(field: Field, position: AvroPosition, context: AvroContext): Schema {
  const symbol = field.default?.kind === "string" ? field.default.value : undefined;
  const type = typeSchema(field.type, { ...position, preset: symbol }, context);
  const nullable = field.presence === "optional" || takesNull(field, position.path, context.assertions);
  const preset = field.default && defaultOf(field.default, field.type, type);
  const first = preset !== undefined && preset !== null;
  const { renamedFrom } = field.evolution;
  return {
    name: field.name,
    doc: field.description,
    type: nullable ? (first ? [type, "null"] : ["null", type]) : type,
    ...(first ? { default: preset } : nullable && field.presence === "optional" ? { default: null } : {}),
    ...(renamedFrom !== undefined && NAME.test(renamedFrom) && { aliases: [renamedFrom] }),
  };
}

function defaultOf(literal: Literal, type: Type, schema: JsonValue): JsonValue | undefined {
  if (type.kind === "enum" && schema !== "string" && literal.kind === "string") return literal.value;
  return avroDefault(literal, type);
}

function typeSchema(type: Type, position: AvroPosition, context: AvroContext): JsonValue {
  switch (type.kind) {
    case "struct":
      return record(type.fields, position, context);
    case "array": {
      const items = typeSchema(type.items, { name: `${position.name}Item`, path: `${position.path}[]` }, context);
      return { type: "array", items: type.itemsNullable ? ["null", items] : items };
    }
    case "map": {
      const values = typeSchema(type.values, { name: `${position.name}Value`, path: `${position.path}{}` }, context);
      return { type: "map", values: type.valuesNullable ? ["null", values] : values };
    }
    case "enum":
      // A value that is not a name cannot be a symbol; such an enumeration is a string.
      if (!type.values.every((value) => NAME.test(value))) return "string";
      return {
        type: "enum",
        name: context.unique(position.name),
        symbols: type.values,
        ...(context.isForward && position.preset !== undefined && { default: position.preset }),
      };
    default:
      return avroType(type);
  }
}

/** A valid name of a field, a record or a symbol. */
const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;
