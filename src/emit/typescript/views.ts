import type { Contract } from "../../ir/contract.ts";
import { Code, code, join } from "../../text/quote/code.ts";
import * as typescript from "../../text/quote/typescript.ts";
import type { View } from "../render.ts";
import { declarationsOf, type Enumeration } from "./declarations.ts";
import { call, importFrom, object, print } from "./layout.ts";
import { metadataOf, valuesOf } from "./metadata.ts";
import { type ModuleNames, moduleNames } from "./names.ts";
import type { TypescriptOptions } from "./options.ts";
import type { RowChecks } from "./row-checks.ts";
import { fieldLayout, ruleLayout } from "./validator-tables.ts";

/** The input for the module of one contract. */
export interface ModuleView {
  readonly contract: Contract;
  readonly names: ModuleNames;
  readonly script: { readonly [key: string]: View };
  readonly types: { readonly [key: string]: View };
}

/** The view of a contract's module, for its two files. */
export function moduleView(checks: RowChecks, options: TypescriptOptions, alias?: string): ModuleView {
  const { contract } = checks;
  const names = moduleNames(contract.name);
  const declarations = declarationsOf(checks, names);
  const metadata = metadataOf(contract);
  const name = nameCodes(names);
  return {
    contract,
    names,
    script: {
      name,
      contract: typescript.string(contract.name),
      schema: typescript.string(checks.schema),
      isClosed: Code.trusted(String(contract.dataset.closed)),
      fields: fieldLines(checks, options),
      hasRules: checks.rules.length > 0,
      rules: ruleLines(checks, options),
      onViolation: consequences(checks),
      metadata: metadata.value,
      enumerations: declarations.enumerations.map((one) => enumerationView(one).script),
    },
    types: {
      name,
      imports: importFrom("import type", [...declarations.aliases, "Checked", "ContractSpec"].sort(), "../contract.js"),
      row: declarations.row,
      alias: alias === undefined ? false : aliasType(alias, names),
      insert: declarations.insert,
      structs: declarations.structs,
      enumerations: declarations.enumerations.map((one) => enumerationView(one).types),
      functions: functionView(names),
      metadata: metadata.type,
    },
  };
}

function nameCodes(names: ModuleNames): { readonly [key: string]: View } {
  return Object.fromEntries(Object.entries(names).map(([key, name]) => [key, typescript.identifier(name)]));
}

/** The columns, each on its own line. */
function fieldLines(checks: RowChecks, { int64 }: TypescriptOptions): Code {
  const lines = checks.contract.dataset.fields.map((field) => {
    const start = code`    ${typescript.key(field.name)}: `;
    const layout = fieldLayout(field, [field.name], { checks, int64 });
    const value = print(layout, { indent: 4, column: start.text.length, tail: 1 });
    return code`${start}${value},`.at(field.origin);
  });
  return join(lines, "\n");
}

function ruleLines(checks: RowChecks, { int64 }: TypescriptOptions): Code {
  const lines = checks.rules.map((assertion) => {
    const layout = ruleLayout(assertion, { checks, int64 });
    return code`    ${print(layout, { indent: 4, tail: 1 })},`.at(assertion.origin);
  });
  return join(lines, "\n");
}

/** What happens to violations, by assertion: those that the validator reports and that do not block. */
function consequences({ contract, verdicts }: RowChecks): Code | undefined {
  const entries = contract.dataset.assertions.flatMap((assertion) => {
    const { id, rule, severity, quarantine } = assertion;
    // A value of another type is not a value of the column, so it is no row.
    const isWarning = severity !== "error" && rule.kind !== "schema";
    if (verdicts.get(assertion)?.by === "nothing" || !(isWarning || quarantine)) return [];
    return [[typescript.key(id), typescript.string(isWarning ? "warn" : "quarantine")] as const];
  });
  return entries.length === 0
    ? undefined
    : print(object(entries), { indent: 2, column: "  onViolation: ".length, tail: 1 });
}

function enumerationView({ constant, type, values }: Enumeration): { readonly script: View; readonly types: View } {
  const script = valuesOf(values, { column: `export const ${constant} = `.length });
  const types = valuesOf(values, { column: `export declare const ${constant}: `.length });
  const alias = `export type ${type} =`;
  const member = `(typeof ${constant})[number];`;
  const broken = alias.length + 1 + member.length > 80;
  const names = { constant: typescript.identifier(constant), type: typescript.identifier(type) };
  return {
    script: { ...names, values: script.value },
    types: { ...names, values: types.type, alias: Code.trusted(`${alias}${broken ? "\n  " : " "}${member}`) },
  };
}

/** The second name of a row's type. */
function aliasType(alias: string, { row }: ModuleNames): Code {
  return code`/** A short name for {@link ${typescript.identifier(row)}}. */
export type ${typescript.identifier(alias)} = ${typescript.identifier(row)};`;
}

/** The signatures of a module's functions, and the declaration of its columns. */
function functionView({ row, parse, is, check, stringify, spec }: ModuleNames): { readonly [key: string]: View } {
  const signature = (name: string, parameter: string, result: string) => {
    const open = `export declare function ${name}`;
    const layout = call(open, Code.trusted(parameter));
    const end = Code.trusted(`: ${result};`);
    return code`${print(layout, { tail: end.text.length })}${end}`;
  };
  return {
    parse: signature(parse, "value: unknown", row),
    is: signature(is, "value: unknown", `value is ${row}`),
    check: signature(check, "value: unknown", `Checked<${row}>`),
    spec: code`export declare const ${typescript.identifier(spec)}: ContractSpec<${typescript.identifier(row)}>;`,
    stringify: signature(stringify, `row: ${row}`, "string"),
  };
}
