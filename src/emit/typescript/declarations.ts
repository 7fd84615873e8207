import type { FieldPath } from "../../ir/assertion.ts";
import type { Field, Type } from "../../ir/field.ts";
import { type Layout, Operation, Pair } from "../../text/layout.ts";
import { Code, code, join } from "../../text/quote/code.ts";
import * as typescript from "../../text/quote/typescript.ts";
import { uniqueNames } from "../../text/unique.ts";
import { generic, onOneLine, print } from "./layout.ts";
import { camel, type ModuleNames, pascal } from "./names.ts";
import { docComment, fieldLines, proseLines } from "./prose.ts";
import type { RowChecks } from "./row-checks.ts";
import { ALIASES, plainType } from "./types.ts";

/** An enumeration: the constant that lists its values, and their type. */
export interface Enumeration {
  readonly constant: string;
  readonly type: string;
  readonly values: readonly string[];
}

/** The declared types of a contract's module. */
export interface Declarations {
  readonly row: Code;
  readonly insert: Code;
  /** The interfaces of its structs. */
  readonly structs: readonly Code[];
  readonly enumerations: readonly Enumeration[];
  /** The names that they import from contract.d.ts, sorted. */
  readonly aliases: readonly string[];
}

/** Names with another meaning in TypeScript. */
const GLOBALS = ["Checked", "ContractError", "ContractSpec", "Date", "Problem", "Record", "Required"];

/** A contract, and its nullable values. */
export type DeclaredRow = Pick<RowChecks, "contract" | "isNullable">;

/** Declares the types of a contract. */
export function declarationsOf(checks: DeclaredRow, names: ModuleNames): Declarations {
  const { contract } = checks;
  const builder = new Builder(checks, names);
  const { fields } = contract.dataset;
  const title = `One row of ${contract.name}, version ${contract.version}.`;
  const prose = proseLines(contract.description);
  const deprecated = contract.status === "deprecated" || contract.status === "retired" ? ["", "@deprecated"] : [];
  const doc = docComment([...(prose.length === 0 ? [title] : [...prose, "", title]), ...deprecated], "");
  const row = builder.interfaceOf({ name: names.row, fields, path: [], doc });
  const insert = insertOf(checks, names);
  return { row, insert, ...builder.found() };
}

class Builder {
  private readonly checks: DeclaredRow;
  private readonly contract: string;
  private readonly nameOf: (wanted: string) => string;
  private readonly structs: Code[] = [];
  private readonly enumerations: Enumeration[] = [];
  private readonly aliases = new Set<string>();

  constructor(checks: DeclaredRow, names: ModuleNames) {
    this.checks = checks;
    this.contract = checks.contract.name;
    this.nameOf = uniqueNames([...ALIASES, ...GLOBALS, ...Object.values(names)]);
  }

  found(): Pick<Declarations, "structs" | "enumerations" | "aliases"> {
    return { structs: this.structs, enumerations: this.enumerations, aliases: [...this.aliases].sort() };
  }

  interfaceOf(given: {
    readonly name: string;
    readonly fields: readonly Field[];
    readonly path: FieldPath;
    readonly doc: string;
  }): Code {
    const open = Code.trusted(`${given.doc}export interface ${given.name} {`);
    const members = given.fields.map((field) => this.member(field, [...given.path, field.name]).at(field.origin));
    return members.length === 0 ? code`${open}}` : join([open, ...members, Code.trusted("}")], "\n");
  }

  private member(field: Field, path: FieldPath): Code {
    const optional = Code.trusted(field.presence === "optional" ? "?" : "");
    const type = this.withNull(this.typeOf(field.type, path), this.checks.isNullable(field, path));
    const member = new Pair(code`${typescript.key(field.name)}${optional}`, ": ", type);
    const doc = Code.trusted(docComment(fieldLines(field), "  "));
    return code`${doc}  ${print(member, { indent: 2, tail: 1 })};`;
  }

  private withNull(type: Layout, isNullable: boolean): Layout {
    const isUnknown = type instanceof Code && type.text === "unknown";
    return isNullable && !isUnknown ? new Operation("|", [type, Code.trusted("null")]) : type;
  }

  private typeOf(type: Type, path: FieldPath): Layout {
    switch (type.kind) {
      case "enum":
        return this.enumeration(type.values, path);
      case "struct":
        return this.struct(type.fields, path);
      case "array": {
        const item = this.withNull(this.typeOf(type.items, [...path, "[]"]), type.itemsNullable);
        const text = onOneLine(item);
        return item instanceof Operation ? code`(${text})[]` : code`${text}[]`;
      }
      case "map": {
        const value = this.withNull(this.typeOf(type.values, [...path, "{}"]), type.valuesNullable);
        return generic("Record", [Code.trusted("string"), onOneLine(value)]);
      }
      default: {
        const { name } = plainType(type);
        if (ALIASES.includes(name)) this.aliases.add(name);
        return Code.trusted(name);
      }
    }
  }

  private enumeration(values: readonly string[], path: FieldPath): Layout {
    if (values.length === 0) return Code.trusted("never");
    const type = this.nameOf(this.nested(path));
    const constant = this.nameOf(camel(this.contract) + this.nested(path).slice(pascal(this.contract).length));
    this.enumerations.push({ constant, type, values });
    return Code.trusted(type);
  }

  private struct(fields: readonly Field[], path: FieldPath): Layout {
    const name = this.nameOf(this.nested(path));
    const doc = docComment([`The members of ${path.map((step) => STEPS[step] ?? step).join(".")}.`], "");
    // The outer interface comes before the interfaces inside it.
    const place = this.structs.length;
    this.structs.push(Code.trusted(""));
    this.structs[place] = this.interfaceOf({ name, fields, path, doc });
    return Code.trusted(name);
  }

  /** `OrdersItemsItemSku` for a value inside `items`. */
  private nested(path: FieldPath): string {
    return pascal(this.contract) + path.map((step) => pascal(STEPS[step] ?? step)).join("");
  }
}

const STEPS: Readonly<Record<string, string>> = { "[]": "item", "{}": "value" };

/** The type of an insert. Columns with a default are optional, and in a table also nullable columns. */
function insertOf(checks: DeclaredRow, { row, insert }: ModuleNames): Code {
  const { name, dataset } = checks.contract;
  const isTable = dataset.physical === "table" || dataset.physical === "view";
  const doc = docComment([`What an insert into ${name} gives: what has a default may be left out.`], "");
  const members = dataset.fields.map((field) => {
    const mayBeNull = isTable && checks.isNullable(field, [field.name]);
    const mayMiss = field.presence === "optional" || field.default !== undefined || mayBeNull;
    const start = `  ${typescript.key(field.name).text}${mayMiss ? "?" : ""}:`;
    const deprecated = docComment(field.evolution.deprecated === undefined ? [] : ["@deprecated"], "  ");
    // The type of an optional member includes undefined, which is not a value of the column.
    const from = field.presence === "optional" ? `Required<${row}>` : row;
    return `${deprecated}${start} ${from}[${typescript.string(field.name).text}];\n`;
  });
  return Code.trusted(`${doc}export interface ${insert} {${members.length === 0 ? "" : `\n${members.join("")}`}}`);
}
