import { describe, expect, it } from "vitest";
import type { Dialect } from "../../src/dialect/dialect.ts";
import { dialects, sqlDialects } from "../../src/dialect/registry.ts";
import { typeName } from "../../src/dialect/type-names.ts";
import { ofType } from "../../src/ir/per-type.ts";
import { Code } from "../../src/text/quote/code.ts";
import { TYPES } from "./types.ts";

/** What each member of a dialect must be. */
const PIECES: Readonly<Record<keyof Dialect, (dialect: Dialect) => boolean>> = {
  name: ({ name }) => /^[a-z]+$/.test(name),
  reservedWords: ({ reservedWords }) => reservedWords.has("select") && reservedWords.has("order"),
  columnName: ({ columnName }) => columnName("select").quote && !columnName("order_id").quote,
  identifier: ({ identifier }) => /^["`]/.test(identifier("a b").text),
  string: ({ string }) => string("a").text === "'a'",
  exact: ({ exact, string }) => exact(string("a")).text.startsWith("'a'"),
  timestampText: ({ timestampText }) => timestampText("2026-01-01T00:00:00Z").startsWith("2026-01-01 00:00:00"),
  types: ({ types }) => allTypes(types),
  losses: ({ losses }) =>
    Object.values(TYPES)
      .flat()
      .every((type) => /^[a-z]|^$/.test(ofType(losses, type) ?? "")),
  castTypes: ({ castTypes }) => allTypes(castTypes),
  stored: ({ stored, name }) => stored["timestamp"] === (/bigquery|databricks|spark/.test(name) ? "instant" : "local"),
  epoch: ({ epoch }) =>
    (["instant", "local", "date"] as const).every(
      (moment) => epoch(x, moment).text.includes("(") && used(epoch(x, moment)),
    ),
  epochNow: ({ epochNow }) => epochNow.text !== "",
  stringLength: ({ stringLength }) => /^[a-z_]+$/.test(stringLength),
  trimmed: ({ trimmed }) => used(trimmed(x)),
  itemsLength: ({ itemsLength }) => used(itemsLength(x)),
  documents: ({ documents }) => documents === undefined || used(documents.json(x)),
  matches: ({ matches }) => used(matches(x, pattern)) && matches(x, pattern).text.includes(pattern.text),
  patternSyntax: ({ patternSyntax }) => ["portable", "perl", "java"].includes(patternSyntax),
  isInterval: ({ isInterval }) => isInterval === undefined || used(isInterval(x)),
  hasType: ({ hasType }) => hasType === undefined || used(hasType(x, { kind: "bool" }) ?? x),
  tryCast: ({ tryCast }) => tryCast === undefined || used(tryCast(x, { kind: "bool" })),
  isNan: ({ isNan, name }) => name === "mysql" || used(isNan(x)),
  spelled: ({ spelled }) => used(spelled(x)),
  withoutNan: ({ withoutNan }) => used(withoutNan(x)),
  roundFloat: ({ roundFloat }) => used(roundFloat(x, [])) && roundFloat(x, [divisor]).text.includes("7.5"),
  widened: ({ widened }) => used(widened(x, { kind: "int", bits: 32 }, 20)),
  remainder: ({ remainder }) => used(remainder(x, divisor)) && remainder(x, divisor).text.includes("7.5"),
  floatRemainder: ({ floatRemainder }) =>
    used(floatRemainder(x, divisor, divisor)) && floatRemainder(x, divisor, divisor).text.includes("7.5"),
  concatenation: ({ concatenation }) => ["operator", "function"].includes(concatenation),
  likeEscapes: ({ likeEscapes }) => typeof likeEscapes === "boolean",
  limits: ({ limits }) => limits.identifierLength >= 63 && limits.decimalPrecision >= 38 && limits.decimalScale >= 30,
  lexis: ({ lexis, identifier }) => lexis.doubleQuoteNames === identifier("a b").text.startsWith('"'),
};

const x = Code.trusted("some_column");
const pattern = Code.trusted("'^a'");
const divisor = Code.trusted("7.5");

function used({ text }: Code): boolean {
  return text.includes("some_column");
}

function allTypes(names: Dialect["types"]): boolean {
  return Object.values(TYPES)
    .flat()
    .every((type) => /^[a-z]/.test(typeName(type, names).text));
}

/** What only some engines have. */
const OPTIONAL: ReadonlySet<string> = new Set(["isInterval", "hasType", "tryCast", "documents"]);

describe("the registry of dialects", () => {
  it.each(sqlDialects)("has every piece of %s", (name) => {
    const dialect = dialects[name];
    expect(dialect.name).toBe(name);
    const pieces = Object.keys(PIECES).filter((piece) => !OPTIONAL.has(piece) || piece in dialect);
    expect(Object.keys(dialect).sort()).toEqual(pieces.sort());
    for (const [piece, isRight] of Object.entries(PIECES)) expect(isRight(dialect), piece).toBe(true);
  });

  it.each(sqlDialects)("%s reads back its own strings as the structure reader does", (name) => {
    const { lexis, string } = dialects[name];
    expect(string("a\\b").text).toBe(lexis.backslash ? "'a\\\\b'" : "'a\\b'");
  });
});
