import { afterAll, describe, expect, it } from "vitest";
import { makeProject } from "./project.ts";
import { CUSTOMERS } from "./shop.ts";

const spec = `pipeline: { name: daily, owner: data, schedule: "@daily" }
source: { type: mysql, connection: crm, schema: public, tables: [customers] }
destination: { type: postgres, connection: warehouse, schema: raw, database: "sales\\tdata" }
models: [{ staging: customers }]
`;

describe("dex env", () => {
  const project = makeProject({
    "contracts/customers.contract.yaml": CUSTOMERS,
    "contracts/daily.pipeline.yaml": spec,
  });
  afterAll(() => project.remove());

  it("shows who reads a variable, whether it is needed and whether it is set, but no value", async () => {
    const env = { DEX_CRM_PASSWORD: "s3cret", DEX_CRM_HOST: "" };
    const { code, out, err } = await project.runWith(env, "env");
    expect(code).toBe(0);
    const lines = out
      .trimEnd()
      .split("\n")
      .map((line) => line.split(/ {2,}/));
    expect(lines).toContainEqual(["DEX_CRM_HOST", "crm (mysql)", "dlt", "yes", "no"]);
    expect(lines).toContainEqual(["DEX_CRM_PORT", "crm (mysql)", "dlt", "default 3306", "no"]);
    expect(lines).toContainEqual(["DEX_CRM_PASSWORD", "crm (mysql)", "dlt", "no", "yes"]);
    const tools = "dlt, dbt, Great Expectations";
    expect(lines).toContainEqual(["DEX_WAREHOUSE_USER", "warehouse (postgres)", tools, "yes", "no"]);
    expect(out + err).not.toContain("s3cret");
    expect(err).toContain("5 needed variables not set");
  });

  it("prints JSON for programs", async () => {
    const { out } = await project.runWith({ DEX_CRM_PASSWORD: "s3cret" }, "env", "--format", "json");
    expect(out).not.toContain("s3cret");
    const { schemaVersion, variables } = JSON.parse(out) as { schemaVersion: number; variables: { name: string }[] };
    expect(schemaVersion).toBe(1);
    expect(variables.find(({ name }) => name === "DEX_CRM_PASSWORD")).toEqual({
      name: "DEX_CRM_PASSWORD",
      connection: "crm",
      type: "mysql",
      about: "the password",
      usedBy: ["dlt"],
      isNeeded: false,
      default: "",
      isAlternative: false,
      isSecret: true,
      isSet: true,
    });
  });

  it("lists the Airflow Variable that a DAG with backfills writes", async () => {
    const watermark = spec.replace(
      "tables: [customers]",
      "tables: [customers], mode: incremental, watermark: updated_at",
    );
    const contract = `${CUSTOMERS}    updated_at: {type: timestamp}\n`;
    const own = makeProject({
      "contracts/customers.contract.yaml": contract,
      "contracts/daily.pipeline.yaml": watermark,
    });
    const { out } = await own.runWith({}, "env");
    expect(out).toMatch(/^variable +dex_turn_daily +daily +which the DAG writes: the id of the active run$/m);
    const { needs } = JSON.parse((await own.runWith({}, "env", "--format", "json")).out) as { needs: unknown[] };
    expect(needs).toContainEqual(expect.objectContaining({ kind: "variable", name: "dex_turn_daily" }));
    expect((await project.runWith({}, "env")).out).not.toContain("dex_turn");
    own.remove();
  });

  it("prints a template of a .env file, in which every line is a comment or a name without a value", async () => {
    const { out } = await project.runWith({ DEX_CRM_PASSWORD: "s3cret" }, "env", "--format", "dotenv");
    expect(out).toContain("# crm (mysql)\n# The host of the server, for dlt\nDEX_CRM_HOST=\n");
    expect(out).toContain("# The port of the server, for dlt; default: 3306\n# DEX_CRM_PORT=\n");
    expect(out).toContain("; default: sales data\n# DEX_WAREHOUSE_DATABASE=\n");
    for (const line of out.trimEnd().split("\n")) expect(line).toMatch(/^(#.*|[A-Z_]+=|)$/);
  });

  it("says so when there are none", async () => {
    const bare = makeProject({
      "contracts/customers.contract.yaml": CUSTOMERS,
      "dex.config.ts":
        'import { jsonSchema } from "dex-compiler/emitters";\nexport default { emitters: [jsonSchema()] };\n',
    });
    expect(await bare.run("env")).toMatchObject({
      code: 0,
      out: "",
      err: "The generated files read no environment variables.\n",
    });
    bare.remove();
  });
});
