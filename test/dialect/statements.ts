import { misfitOf } from "../../src/assertion/fit.ts";
import type { Dialect } from "../../src/dialect/dialect.ts";
import { printExpression } from "../../src/dialect/expression.ts";
import { dialects, type SqlDialect } from "../../src/dialect/registry.ts";
import { typeName } from "../../src/dialect/type-names.ts";
import type { AssertionKind } from "../../src/ir/assertion.ts";
import { EXPRESSIONS } from "./expressions.ts";
import { queriesOf } from "./queries.ts";
import { FIELDS, RULES } from "./rules.ts";
import { TYPES } from "./types.ts";

/** A statement, and what it shows. */
export interface Statement {
  readonly shows: string;
  readonly sql: string;
}

/** Statements with everything that dex writes in a dialect: every expression, type and kind of assertion. */
export function statementsOf(name: SqlDialect): readonly Statement[] {
  const dialect = dialects[name];
  const kinds = Object.keys(RULES) as readonly AssertionKind[];
  return [
    ...expressionStatements(dialect),
    ...typeStatements(dialect),
    ...fitStatements(dialect),
    ...kinds.flatMap((kind) => queriesOf(kind, name).map((sql) => ({ shows: `assertion ${kind}`, sql }))),
  ];
}

function expressionStatements(dialect: Dialect): readonly Statement[] {
  return Object.entries(EXPRESSIONS).flatMap(([kind, several]) =>
    several.map((expression) => ({
      shows: `expression ${kind}`,
      sql: `select id from orders where ${printExpression(expression, dialect, FIELDS).text}`,
    })),
  );
}

function fitStatements(dialect: Dialect): readonly Statement[] {
  return Object.entries(TYPES).flatMap(([kind, several]) =>
    several.flatMap((type) => {
      const misfit = misfitOf(type, { column: dialect.identifier("name"), dialect });
      return misfit === undefined
        ? []
        : [{ shows: `misfit of ${kind}`, sql: `select id from orders where ${misfit.text}` }];
    }),
  );
}

function typeStatements({ castTypes, types }: Dialect): readonly Statement[] {
  return Object.entries(TYPES).flatMap(([kind, several]) =>
    several.flatMap((type) => [
      { shows: `cast to ${kind}`, sql: `select cast(name as ${typeName(type, castTypes).text}) from orders` },
      { shows: `column of ${kind}`, sql: `create table made (made_column ${typeName(type, types).text})` },
    ]),
  );
}
