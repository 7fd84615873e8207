import {
  dateMisfit,
  decimalMisfit,
  durationMisfit,
  floatMisfit,
  integerMisfit,
  storedFamilies,
  timeMisfit,
  uuidMisfit,
} from "../../assertion/fit.ts";
import type { Dialect } from "../../dialect/dialect.ts";
import type { StoredTypes } from "../../dialect/stored.ts";
import { typeName } from "../../dialect/type-names.ts";
import type { Type } from "../../ir/field.ts";
import { Code } from "../../text/quote/code.ts";
import * as jinja from "../../text/quote/jinja.ts";
import { contractType } from "./contract-type.ts";

/** A part of a macro under its condition. The condition of the last part is empty. */
export type Branch = readonly [condition: string, body: Code];

/** A decimal whose SQL type is the pattern for all decimals. */
const ANY_DECIMAL = { kind: "decimal", precision: 38, scale: 9 } as const;

/** The condition under which a value does not fit, for each kind of type. Jinja fills in the expression and the sizes of the type. */
export function misfitBranches(dialect: Dialect): readonly Branch[] {
  const fit = { column: Code.trusted("{{ expression }}"), dialect };
  const slot = (text: string) => `{{ ${text} }}`;
  const power = "2 ** (sizes[0] - 1)";
  const limits = { minimum: slot(`-(${power})`), maximum: slot(`${power} - 1`), above: slot(power) };
  const digits = {
    whole: slot("sizes[0] - sizes[1]"),
    scale: slot("sizes[1]"),
    next: slot("sizes[1] + 1"),
    type: Code.trusted(typeName(ANY_DECIMAL, dialect.castTypes).text.replace("38, 9", "{{ sizes | join(', ') }}")),
  };
  return [
    ["kind == 'integer'", integerMisfit(limits, fit)],
    ["kind == 'decimal'", decimalMisfit(digits, fit)],
    ["kind == 'float'", floatMisfit(fit)],
    ["kind == 'date'", dateMisfit(fit)],
    ["kind == 'time'", timeMisfit(fit)],
    ["kind == 'duration'", durationMisfit(fit)],
    ["", uuidMisfit(fit)],
  ];
}

/** The family of each type name in the catalogue, as a Jinja dictionary. */
export function storedDictionary(stored: StoredTypes): Code {
  return dictionary(stored, literal);
}

/** The families in which each type of a contract may be stored, as a Jinja dictionary. */
export function storedAsDictionary(dialect: Dialect): Code {
  const families = KINDS.map((type) => {
    const written = contractType(type);
    const kind = type.kind === "timestamp" ? written : written.replace(/\(.*/, "");
    return [kind, storedFamilies(type, dialect)] as const;
  });
  return dictionary(Object.fromEntries(families), (names) => `[${names.map(literal).join(", ")}]`);
}

/** One entry per line. */
function dictionary<T>(map: Readonly<Record<string, T>>, print: (value: T) => string): Code {
  const lines = Object.entries(map).map(([name, value]) => `    ${literal(name)}: ${print(value)},`);
  return Code.trusted(`{\n${lines.join("\n")}\n}`);
}

function literal(text: string): string {
  return jinja.string(text).text;
}

/** A type of each kind. */
const KINDS: readonly Type[] = [
  { kind: "string" },
  { kind: "int", bits: 64 },
  { kind: "float", bits: 64 },
  ANY_DECIMAL,
  { kind: "bool" },
  { kind: "date" },
  { kind: "time" },
  { kind: "timestamp", zone: "instant" },
  { kind: "timestamp", zone: "local" },
  { kind: "duration" },
  { kind: "uuid" },
  { kind: "bytes" },
  { kind: "json" },
  { kind: "array", items: { kind: "string" }, itemsNullable: false },
  { kind: "map", values: { kind: "string" }, valuesNullable: false },
  { kind: "struct", fields: [] },
  { kind: "vector", dimensions: 1 },
];
