import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { printExpression } from "../../src/dialect/expression.ts";
import { dialects } from "../../src/dialect/registry.ts";
import { typeName } from "../../src/dialect/type-names.ts";
import { NUMBER_CONDITIONS, NUMBER_FIELDS, numberCondition, numberText } from "../dialect/number-conditions.ts";
import { createDatabase, type Engine } from "./dbt/engine.ts";
import { setUp } from "./dbt/machine.ts";
import { withoutPython } from "./needs.ts";

const ENGINES: readonly Engine[] = ["duckdb", "postgres"];

describe.skipIf(withoutPython())("conditions on numbers", () => {
  let machine: Awaited<ReturnType<typeof setUp>> | undefined;
  beforeAll(async () => {
    machine = await setUp();
  });
  afterAll(() => machine?.tearDown());

  it.each(ENGINES)("have the expected result in %s", async (engine) => {
    const dialect = dialects[engine];
    const columns = NUMBER_FIELDS.map(({ name, type }) => `${name} ${typeName(type, dialect.types).text}`);
    const values = NUMBER_FIELDS.map(({ name }) => numberText(name));
    const database = await createDatabase(engine, `numbers_${engine}`, machine as NonNullable<typeof machine>);
    await database.run(
      `create table numbers (${columns.join(", ")});\ninsert into numbers values (${values.join(", ")});`,
    );
    const queries = Object.keys(NUMBER_CONDITIONS).map((sql) => [
      sql,
      `select ${printExpression(numberCondition(sql), dialect, NUMBER_FIELDS).text} from numbers`,
    ]);
    const found = await database.query(Object.fromEntries(queries) as Record<string, string>);
    const told = Object.entries(found).map(([sql, rows]) => [sql, rows[0]?.[0]]);
    expect(Object.fromEntries(told)).toEqual(NUMBER_CONDITIONS);
  });
});
