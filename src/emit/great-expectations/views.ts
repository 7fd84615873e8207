import { columnsOf, rowKey } from "../../assertion/columns.ts";
import { misfitOf } from "../../assertion/fit.ts";
import { NESTED } from "../../assertion/nested-limits.ts";
import { isPrivate } from "../../assertion/private-columns.ts";
import { sentenceOf } from "../../assertion/sentence.ts";
import { printExpression } from "../../dialect/expression.ts";
import type { Assertion } from "../../ir/assertion.ts";
import type { Contract } from "../../ir/contract.ts";
import { type Coverage, limitedBy } from "../../ir/coverage.ts";
import type { Field } from "../../ir/field.ts";
import type { JsonValue } from "../../text/quote/json.ts";
import { type Choice, chooseExpectations } from "./choose-expectations.ts";
import type { ExpectationContext } from "./context.ts";
import type { Expectation } from "./expectation.ts";
import { dialectOf, isPlain, type Location, selectAll } from "./location.ts";
import type { Source } from "./options.ts";
import { refusalFor } from "./refusal-for.ts";
import { engineType } from "./types.ts";
import { uuidOf } from "./uuid.ts";

/** The GX release that the suites are written for and tested with. */
const GX_VERSION = "1.24.1";

/** A suite, and the coverage of each assertion of its contract. */
export interface Suite {
  readonly name: string;
  readonly id: string;
  readonly json: JsonValue;
  readonly coverage: readonly Pick<Coverage, "assertion" | "how" | "why" | "limits" | "expected">[];
}

const SEVERITIES = { error: "critical", warn: "warning", info: "info" } as const;

/** The name of a contract's suite on one source, and its id. */
export function suiteName({ id, name }: Contract, project: string, source: Source): Pick<Suite, "id" | "name"> {
  return { id: uuidOf(project, source, id), name };
}

type Chosen = readonly { readonly assertion: Assertion; readonly choice: Choice }[];

function chosenFor({ dataset }: Contract, context: ExpectationContext): Chosen {
  return dataset.assertions.map((assertion) => ({ assertion, choice: chooseExpectations(assertion, context) }));
}

function coverageOf(chosen: Chosen, source: Source): Suite["coverage"] {
  return chosen.map(({ assertion, choice }) => ({
    assertion: assertion.id,
    ...verdict(choice),
    ...(!("why" in choice) && assertion.rule.kind === "schema" && limitedBy(schemaLimits(source))),
  }));
}

/** The coverage of an assertion by the suite of its contract, without notes on an assertion that the suite checks. */
export function recordOf(assertion: Assertion, context: ExpectationContext): Suite["coverage"][number] {
  const refusal = refusalFor(assertion, context);
  return refusal === undefined
    ? { assertion: assertion.id, how: "test" }
    : { assertion: assertion.id, ...verdict(refusal) };
}

/** The suite of a contract on one source. The members have the same order as in files that GX writes. */
export function suiteOf(contract: Contract, project: string, context: ExpectationContext): Suite {
  const chosen = chosenFor(contract, context);
  const names = [project, context.source, contract.id] as const;
  const { id } = suiteName(contract, project, context.source);
  const expectations = chosen.flatMap(({ assertion, choice }) =>
    "why" in choice
      ? []
      : choice.map((one, index) => entry(one, { assertion, names, index, dialect: context.dialect })),
  );
  const json = {
    expectations,
    id,
    meta: { dex: suiteMeta(contract, context), great_expectations_version: GX_VERSION },
    name: contract.name,
    notes: contract.description ?? null,
  };
  return { name: contract.name, id, json, coverage: coverageOf(chosen, context.source) };
}

/** The part of a schema that suites on a source do not check. Nested values are in the type losses. */
function schemaLimits(source: Source): readonly string[] {
  if (source === "pandas" || source === "postgres") return [];
  return [`GX compares no types on ${source}, only the values of the columns`];
}

function verdict(choice: Choice): Pick<Coverage, "how" | "why" | "expected"> {
  if (!("why" in choice)) return { how: "test" };
  return { how: "unsupported", why: choice.why, ...(choice.expected && { expected: true }) };
}

interface Place {
  readonly assertion: Assertion;
  readonly names: readonly string[];
  readonly index: number;
  readonly dialect: ExpectationContext["dialect"];
}

function entry({ type, kwargs, queried, engine }: Expectation, { assertion, names, index, dialect }: Place): JsonValue {
  const { id, rule, dimension, origin, description, severity } = assertion;
  const members = Object.entries(kwargs).filter(([, value]) => value !== undefined);
  return {
    // GX describes its built-in expectations, but shows only the SQL of a query.
    description:
      description ?? (queried && `${id}: ${sentenceOf(assertion, (part) => printExpression(part, dialect).text)}`),
    id: uuidOf(...names, id, String(index)),
    kwargs: Object.fromEntries(members.sort(([a], [b]) => (a < b ? -1 : 1))),
    meta: {
      dex: {
        assertion: id,
        columns: columnsOf(rule),
        dimension,
        kind: rule.kind,
        path: origin.path,
        pointer: origin.pointer,
        ...engine,
      },
    },
    severity: SEVERITIES[severity],
    type,
  };
}

/** The metadata for the runner: the table, the key, and, for rows that the runner reads itself, the types to cast to. */
function suiteMeta(contract: Contract, { source, locations, dialect }: ExpectationContext): JsonValue {
  const { id, name, version, dataset } = contract;
  const location = locations.get(id);
  const columns = dataset.fields.flatMap(({ name: field, type }) => {
    const { duckdb } = engineType(type);
    return duckdb === undefined ? [] : [[field, castMeta({ name: field, type }, duckdb)] as const];
  });
  const documents = dataset.fields.flatMap(({ name: field, type: { kind } }) =>
    kind === "json" || NESTED.has(kind) ? [field] : [],
  );
  return {
    contract: name,
    version,
    source,
    ...(location && locationMeta(location, dialect)),
    key: rowKey(contract),
    private: dataset.fields.filter(({ privacy }) => isPrivate(privacy)).map(({ name: field }) => field),
    columns: source === "pandas" ? Object.fromEntries(columns) : undefined,
    // Files have text in the place of JSON.
    documents: source === "pandas" && documents.length > 0 ? documents : undefined,
  };
}

/** The type that the runner casts a column to, and the condition under which a value does not fit. */
function castMeta({ name, type }: Pick<Field, "name" | "type">, duckdb: string): JsonValue {
  const dialect = dialectOf("pandas");
  return { type: duckdb, misfit: misfitOf(type, { column: dialect.identifier(name), dialect })?.text };
}

function locationMeta(
  location: Location,
  dialect: ExpectationContext["dialect"],
): { readonly [key: string]: JsonValue } {
  return {
    schema: location.schema,
    table: location.table,
    ...(location.ofModel && { custom_schema: location.ofModel.custom ?? null }),
    // GX does not quote names. If a name needs quotes, the rows come from a query.
    ...(!isPlain(location, dialect) && { query: selectAll(location, dialect) }),
    ...(location.judged && { quarantine: { table: location.judged.moved } }),
  };
}
