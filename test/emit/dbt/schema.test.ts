import { existsSync, readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { dbtAdapters } from "../../../src/emit/dbt/options.ts";
import { configTable } from "../../../src/language/pipeline/model-config.ts";
import { emitDbt, projectIr } from "./project.ts";
import { compileTeam } from "./team.ts";

const SCHEMAS = "../shared/data/schemas/dbt";

/** The official schemas, of dbt 1.12 and of the strict dialect of dbt 2. */
const NAMES = {
  "dbt 1.12": ["dbt-1.12-resources", "dbt-1.12-project"],
  "dbt 2": ["dbt-fusion-yml", "dbt-fusion-project"],
};

interface Schema {
  readonly definitions?: Record<string, object>;
}

/** What dbt-bigquery documents. The official schemas forbid "granularity" beside "field" and "field" beside "granularity", so no object passes them. */
const PARTITION = {
  type: "object",
  required: ["field", "data_type", "granularity"],
  properties: {
    field: { type: "string" },
    data_type: { type: "string" },
    granularity: { enum: ["hour", "day", "month", "year"] },
  },
  additionalProperties: false,
};

const WORDS =
  "private protected public append_new_columns fail ignore sync_all_columns append delete+insert insert_overwrite merge hour day month year compound interleaved";

const CANDIDATES: readonly unknown[] = [
  ...WORDS.split(" "),
  "2026-01-01",
  7,
  true,
  ["order_id", "amount"],
  { show: true, node_color: "red" },
  { relation: true, columns: false },
  { team: "finance" },
  [{ columns: ["order_id"], unique: true, type: "btree" }],
];

/** The candidates that dex accepts for each key of `config`. */
const configValues = Object.fromEntries(
  Object.entries(configTable.members)
    .filter(([, { kind }]) => kind.takes !== "nothing")
    .map(([key, { kind }]) => [key, CANDIDATES.filter((value) => kind.shape().safeParse(value).success)]),
);

describe.skipIf(!existsSync(SCHEMAS))(
  "held against the official schemas (skipped where ../shared/data is absent)",
  () => {
    const validators = new Map<string, ReturnType<Ajv["compile"]>>();
    beforeAll(() => {
      for (const name of Object.values(NAMES).flat()) {
        const schema = JSON.parse(readFileSync(`${SCHEMAS}/${name}.json`, "utf8")) as Schema;
        if (schema.definitions?.["BigqueryPartitionConfig"]) schema.definitions["BigqueryPartitionConfig"] = PARTITION;
        validators.set(name, new Ajv({ strict: false, allErrors: true, validateFormats: false }).compile(schema));
      }
    }, 120_000);

    describe.each(Object.entries(NAMES))("%s", (_, [resources = "", project = ""]) => {
      it.each(["native", "dbt_utils"] as const)("accepts every YAML file of all adapters with %s tests", (tests) => {
        const { files } = emitDbt(projectIr, { adapters: dbtAdapters, tests });
        const checked = files.filter(({ path }) => /\/(models|snapshots)\/.*\.yml$|dbt_project\.yml$/.test(path));
        expect(checked.length).toBeGreaterThan(40);
        for (const { path, text } of checked) {
          const validate = validators.get(path.endsWith("dbt_project.yml") ? project : resources);
          validate?.(parse(text));
          expect(validate?.errors ?? [], path).toEqual([]);
        }
      });

      it("accepts the dbt settings of a spec", async () => {
        const { files } = await compileTeam();
        const checked = files.filter(({ path }) => /^dbt\/.*\/models\/.*\.yml$/.test(path));
        expect(checked.length).toBeGreaterThan(3);
        for (const { path, text } of checked) {
          const validate = validators.get(resources);
          validate?.(parse(text));
          expect(validate?.errors ?? [], path).toEqual([]);
        }
      });

      it.each(Object.entries(configValues))(
        "knows %s of config, and accepts the values that dex accepts",
        (key, values) => {
          const validate = validators.get(resources);
          for (const value of values) {
            validate?.({ version: 2, models: [{ name: "orders", config: { [key]: value } }] });
            expect(validate?.errors ?? [], JSON.stringify(value)).toEqual([]);
          }
          validate?.({ version: 2, models: [{ name: "orders", config: { [key]: [[{}]] } }] });
          expect(key === "meta" || (validate?.errors ?? []).length > 0).toBe(true);
        },
      );

      it("refuses a file with an unknown key, so that a pass means something", () => {
        const validate = validators.get(resources);
        expect(validate?.({ version: 2, models: [{ name: "orders", meta: {} }] })).toBe(false);
      });
    });
  },
);
