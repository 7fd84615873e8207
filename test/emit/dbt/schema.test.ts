import { existsSync, readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { dbtAdapters } from "../../../src/emit/dbt/options.ts";
import { emitDbt, projectIr } from "./project.ts";

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

      it("refuses a file with an unknown key, so that a pass means something", () => {
        const validate = validators.get(resources);
        expect(validate?.({ version: 2, models: [{ name: "orders", meta: {} }] })).toBe(false);
      });
    });
  },
);
