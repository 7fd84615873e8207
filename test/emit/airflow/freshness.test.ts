import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import type { Ir } from "../../../src/ir/ir.ts";
import { irOf } from "../../ir-of.ts";
import { emitDbt } from "../dbt/project.ts";
import { dagsOf, emitDags } from "./project.ts";

/** A contract of a table that is to be fresh. */
function contract(name: string, more = ""): readonly [string, string] {
  const text = `contract: {name: ${name}, version: "1.0.0", owner: data@example.com${more}}
dataset: {primary_key: [id], updated_at: changed}
schema: {properties: {id: {type: string}, changed: {type: timestamp}}}
sla: {freshness: {max_delay: 1d}}
`;
  return [`contracts/${name}.contract.yaml`, text];
}

interface Spec {
  readonly tables: readonly string[];
  readonly source: string;
  readonly schema?: string;
  readonly models?: string;
}

function pipeline(name: string, { tables, source, schema = "raw", models = "" }: Spec): readonly [string, string] {
  const text = `pipeline: {name: ${name}, type: batch, owner: data@example.com}
source: {type: postgres, ${source}, schema: public, tables: [${tables.join(", ")}]}
destination: {type: duckdb, connection: warehouse, schema: ${schema}}
models: [${models}]
quality: {after: models, engines: [dbt]}
`;
  return [`contracts/${name}.pipeline.yaml`, text];
}

/** The sources that each DAG asks dbt about. */
function selected(ir: Ir): Readonly<Record<string, readonly string[]>> {
  const dags = [...dagsOf(emitDags(ir))];
  const words = (text: string) => [...text.matchAll(/source:([\w.]+)/g)].map(([, word = ""]) => word);
  return Object.fromEntries(dags.map(([file, text]) => [file.replace(/\.py$/, ""), words(text)]));
}

interface Sources {
  readonly sources: readonly {
    readonly name: string;
    readonly schema: string;
    readonly tables: readonly { readonly name: string; readonly config?: { readonly freshness?: unknown } }[];
  }[];
}

/** The schema of each table that the dbt project declares, and promises to be fresh, by `source.table`. */
function declared(ir: Ir): readonly (readonly [string, string])[] {
  const files = emitDbt(ir).files.filter(({ path }) => path.endsWith("__sources.yml"));
  return files
    .flatMap(({ text }) => (parse(text) as Sources).sources)
    .flatMap(({ name, schema, tables }) =>
      tables
        .filter(({ config }) => config?.freshness !== undefined)
        .map((table) => [`${name}.${table.name}`, schema] as const),
    );
}

const SHOP = "connection: db, name: shop";
const TABLES = ["orders", "customers", "payments", "visits", "items"].map((name) => contract(name));

describe("the sources that a DAG asks dbt about", () => {
  const ir = irOf(
    Object.fromEntries([
      ...TABLES,
      // No pipeline names it; its domain is called like a source.
      contract("returns", ", domain: shop"),
      pipeline("a_first", { source: SHOP, tables: ["orders", "customers"] }),
      pipeline("b_elsewhere", { source: SHOP, schema: "lake", tables: ["payments", "orders"] }),
      pipeline("c_unnamed", { source: "connection: my-db.2", tables: ["visits"] }),
      pipeline("d_alike", { source: "connection: db, name: shop_lake", tables: ["items", "orders"] }),
      pipeline("e_again", { source: SHOP, tables: ["orders"], models: "{ staging: orders, name: my_orders }" }),
    ]),
  );
  const all = declared(ir);
  const schemas = new Map(all);

  it("are called as the dbt project declares them, each once", () => {
    const asked = Object.values(selected(ir)).flat();
    expect(asked.length).toBe(8);
    for (const name of asked) expect([...schemas.keys()]).toContain(name);
    expect(schemas.size).toBe(all.length);
  });

  it("are told apart where sources share a name and lie in different schemas", () => {
    expect(selected(ir)).toEqual({
      a_first: ["shop.orders", "shop.customers"],
      b_elsewhere: ["shop_lake_.payments", "shop.orders"],
      c_unnamed: ["my_db_2.visits"],
      d_alike: ["shop_lake.items", "shop_lake.orders"],
      e_again: ["shop.orders"],
    });
    const lake = [...schemas].filter(([, schema]) => schema === "lake").map(([name]) => name);
    expect(lake).toEqual(["shop_lake_.payments"]);
    expect(schemas.get("shop.returns")).toBe("raw");
  });

  it("are in the folder of their own source, with one schema each", () => {
    const files = emitDbt(ir).files.filter(({ path }) => path.endsWith("__sources.yml"));
    for (const { path, text } of files) {
      const [source, ...more] = (parse(text) as Sources).sources;
      expect(more).toEqual([]);
      expect(path).toContain(`/staging/${source?.name}/`);
    }
  });
});
