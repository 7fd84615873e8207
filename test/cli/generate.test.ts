import { chmodSync, mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { readRequest } from "../../src/generate/request.ts";
import { formatPython, lintPython } from "../python.ts";
import { makeProject, type Project, type Run } from "./project.ts";
import { CUSTOMERS, ORDERS, shop } from "./shop.ts";

let project: Project;
afterEach(() => project.remove());

const FROM_POSTGRES = ["--type", "airflow", "--source", "postgres"] as const;
/** The calls that users know. */
const KNOWN = {
  schedule: [...FROM_POSTGRES, "--destination", "snowflake", "--schedule", "0 5 * * *"],
  output: [
    ...FROM_POSTGRES,
    ...["--tables", "orders,customers,products", "--mode", "incremental", "--watermark", "updated_at"],
    ...["--output", "dags/extract_source.py"],
  ],
  both: [
    ...FROM_POSTGRES,
    ...["--destination", "snowflake", "--tables", "orders,customers", "--mode", "incremental"],
    ...["--watermark", "updated_at", "--schedule", "0 5 * * *", "--output", "dags/extract_source.py"],
  ],
} as const;

const DATED = `    updated_at: {type: timestamp, not_null: true}\n`;

/** A project of two contracts with a watermark, a topic, and a mart that a pipeline builds. */
function contracts(files: Readonly<Record<string, string>> = {}): Project {
  return makeProject({
    "contracts/customers.contract.yaml": CUSTOMERS + DATED,
    "contracts/orders.contract.yaml": ORDERS.replace("kind: table", "kind: table\n  table: shop_orders") + DATED,
    ...files,
  });
}

/** The tasks of a DAG: the words after --table, or the whole command. */
function tables(dag: string): readonly string[] {
  return [...dag.matchAll(/bash_command="(.*?)"/g)].map(([, command = ""]) => command.split(" --table ")[1] ?? command);
}

async function generate(...given: readonly string[]): Promise<Run> {
  return await project.run("generate", ...given);
}

describe("dex generate in an empty folder", () => {
  it("takes every table of the schema when none is named, and writes to stdout", async () => {
    project = makeProject({});
    const { code, out, err } = await generate(...KNOWN.schedule);
    expect(code).toBe(0);
    expect(tables(out)).toEqual(["python extract/extract_postgres.py"]);
    expect(out).toContain('dag_id="extract_postgres"');
    expect(out).toContain('schedule=CronDataIntervalTimetable("0 5 * * *", timezone="UTC")');
    expect(out).not.toContain("outlets");
    expect([formatPython(out), lintPython(out, { airflow: true })]).toEqual([out, []]);
    expect(err).toContain(
      'warning[generate/every-table]: There is no contract yet, so every table of the schema "public"',
    );
    expect(err).toContain("The spec was not saved. --save writes it to contracts/extract_postgres.pipeline.yaml");
    expect(Object.keys(project.tree("."))).toEqual([]);
  });

  it("takes tables by their names, with a warning each, and writes the file that was asked for", async () => {
    project = makeProject({});
    const { code, out, err } = await generate(...KNOWN.output);
    expect([code, out]).toEqual([0, ""]);
    expect(Object.keys(project.tree("."))).toEqual(["dags/extract_source.py"]);
    const dag = project.read("dags/extract_source.py");
    expect(tables(dag)).toEqual(["orders", "customers", "products"]);
    expect(dag).toContain('ROOT = Path(__file__).resolve().parents[1] / "generated"\n');
    expect([formatPython(dag), lintPython(dag, { airflow: true })]).toEqual([dag, []]);
    for (const name of ["orders", "customers", "products"])
      expect(err).toContain(
        `warning[generate/no-contract]: There is no contract "${name}", so the columns of the table are unknown`,
      );
    expect(err).toContain("dags/extract_source.py written\n");
  });

  it("says that such a table is read in full, once, and that there is no extract where there is none", async () => {
    project = makeProject({});
    const codes = async (...given: readonly string[]) => (await generate(...given)).err.match(/\w+\[.*?\]/g);
    expect((await generate(...KNOWN.output)).err.match(/Without a key, every run reads the whole table/g)?.length).toBe(
      3,
    );
    expect(await codes(...KNOWN.output)).toEqual(Array(3).fill("warning[generate/no-contract]"));
    expect((await generate(...FROM_POSTGRES, "--tables", "orders")).err).not.toContain("every run reads");
    const files = ["--type", "airflow", "--source", "filesystem", "--tables", "orders"];
    expect(await codes(...files)).toEqual(["warning[generate/no-contract]", "warning[extract/no-script]"]);
    expect(await codes(...FROM_POSTGRES, "--destination", "mysql")).toEqual([
      "warning[generate/every-table]",
      "warning[extract/no-script]",
    ]);
  });

  it("keeps the spec and drafts of contracts with --save: the project compiles then, to the same tasks", async () => {
    project = makeProject({});
    expect((await generate(...KNOWN.both, "--save")).code).toBe(0);
    expect(Object.keys(project.tree("."))).toEqual([
      "contracts/customers.contract.yaml",
      "contracts/extract_source.pipeline.yaml",
      "contracts/orders.contract.yaml",
      "dags/extract_source.py",
    ]);
    expect(project.read("contracts/extract_source.pipeline.yaml")).toBe(
      `# yaml-language-server: $schema=../node_modules/dex-compiler/schemas/pipeline.json
pipeline:
  name: extract_source
  type: batch
  schedule: "0 5 * * *"
source:
  type: postgres
  connection: postgres
  tables:
    - orders
    - customers
  mode: incremental
  watermark: updated_at
destination:
  type: snowflake
  connection: warehouse
`,
    );
    // The drafts have no keys yet, which the extract says.
    const checked = await project.run("check");
    expect([checked.code, codesIn(checked.err)]).toEqual([
      0,
      ["check/unchecked-rows", "extract/read-in-full", "extract/read-in-full"],
    ]);
    expect((await project.run("compile", "--target", "airflow")).code).toBe(0);
    const own = project.read("dags/extract_source.py");
    const compiled = project.read("generated/airflow/dags/extract_source.py");
    expect(compiled).toBe(own.replace('.parents[1] / "generated"', ".parents[2]"));
    // The same flags again change nothing, and other flags do not slip over what was kept. The drafts are contracts now, without keys.
    const again = (await generate(...KNOWN.both, "--save")).err;
    expect(again.match(/\w+\[.*?\]/g)).toEqual(Array(2).fill("warning[extract/read-in-full]"));
    expect(again).toMatch(
      /files?\ndags\/extract_source.py unchanged\ncontracts\/extract_source.pipeline.yaml unchanged\n$/,
    );
    const other = await generate(...KNOWN.both, "--save", "--mode", "full", "--name", "extract_source");
    expect(other.code).toBe(2);
    const daily = [...KNOWN.both.slice(0, -4), "--schedule", "@daily", "--name", "extract_source", "--save"];
    expect(await generate(...daily)).toEqual({
      code: 3,
      out: "",
      err: "dex: contracts/extract_source.pipeline.yaml already exists, with another spec. Choose another name with --name, or replace it with --force.\n",
    });
    expect((await generate(...daily, "--force")).code).toBe(0);
    expect(project.read("contracts/extract_source.pipeline.yaml")).toContain('schedule: "@daily"');
  });

  it("keeps a spec of every table", async () => {
    project = makeProject({});
    expect((await generate(...KNOWN.schedule, "--save", "--output", "x.py")).code).toBe(0);
    expect(project.read("contracts/x.pipeline.yaml")).toContain("  tables: all\n");
    expect((await project.run("compile")).code).toBe(0);
    expect((await project.run("compile", "--check")).code).toBe(0);
  });
});

describe("dex generate in a project", () => {
  it("takes all contracts on tables of the source, from them", async () => {
    project = contracts({
      "contracts/clicks.contract.yaml":
        "contract: {name: clicks, version: 1.0.0}\ndataset: {kind: topic}\ntopic: {name: clicks, partitions: 1, replication_factor: 1, format: json}\nschema: {properties: {at: {type: timestamp}}}\n",
      "contracts/mart.contract.yaml":
        "contract: {name: mart, version: 1.0.0}\nschema: {properties: {customer_id: {type: string}}}\n",
      "contracts/nightly.pipeline.yaml": `pipeline: {name: nightly, type: batch}
source: {name: shop, type: postgres, connection: shop_db, schema: sales, tables: [customers], mode: full}
destination: {type: redshift, connection: dwh, database: analytics, schema: landing}
models:
  - {name: mart, contract: mart, sql: "select customer_id from {{ ref('customers') }}"}
`,
    });
    const before = project.tree(".");
    const { code, out, err } = await generate(
      ...FROM_POSTGRES,
      "--watermark",
      "updated_at",
      "--name",
      "hourly",
      "--schedule",
      "@hourly",
    );
    expect([code, tables(out).slice(0, 2)]).toEqual([0, ["customers", "orders"]]);
    expect(out).not.toMatch(/--table (mart|clicks)/);
    expect(err).toBe("The spec was not saved. --save writes it to contracts/hourly.pipeline.yaml, for dex compile.\n");
    expect(project.tree(".")).toEqual(before);
    expect((await generate(...FROM_POSTGRES, "--name", "hourly", "--save", "--output", "h.py")).code).toBe(0);
    expect(project.read("contracts/hourly.pipeline.yaml")).toContain(
      "source:\n  name: shop\n  type: postgres\n  connection: shop_db\n  schema: sales\n",
    );
    expect(project.read("contracts/hourly.pipeline.yaml")).toContain(
      "destination:\n  type: redshift\n  connection: dwh\n  database: analytics\n  schema: landing\n",
    );
  });

  it("finds a contract by the physical name of its table too", async () => {
    project = contracts();
    const { code, out, err } = await generate(...FROM_POSTGRES, "--tables", "shop_orders,invoices");
    expect([code, tables(out)]).toEqual([0, ["orders", "invoices"]]);
    expect(err.match(/generate\/no-contract/g)?.length).toBe(1);
  });

  it("has the file written as the project's config has it", async () => {
    const config =
      'import { airflow } from "dex-compiler/emitters";\nexport default { name: "mine", out: "made/by", emitters: [airflow({ version: "2" })] };\n';
    project = contracts({ "dex.config.ts": config });
    expect((await generate(...FROM_POSTGRES, "--tables", "orders", "--output", "a/b/c.py")).code).toBe(0);
    const dag = project.read("a/b/c.py");
    expect(dag).toContain("from airflow.operators.bash import BashOperator\n");
    expect(dag).toContain('ROOT = Path(__file__).resolve().parents[2] / "made/by"\n');
    expect(dag).toContain("mine/orders");
  });

  it.each<[string, readonly string[], string, string]>([
    [
      "a table nearly of a contract's name",
      ["--tables", "ordres"],
      "generate/misspelled-table",
      'There is no contract "ordres". Did you mean "orders"?',
    ],
    [
      "a watermark that a contract does not have",
      ["--watermark", "update_at"],
      "check/unknown-watermark",
      'The watermark "update_at" is not a column of',
    ],
    [
      "a watermark that does not grow",
      ["--watermark", "customer_id"],
      "check/watermark-type",
      '"customer_id" of "customers" has type string',
    ],
    ["an invalid schedule", ["--schedule", "0 25 * * *"], "check/bad-schedule", "the hour cannot be 25"],
    ["a schedule of too few fields", ["--schedule", "every day"], "check/bad-schedule", "it has 2 fields instead of 5"],
  ])("%s is a diagnostic at its line of the spec", async (_, given, code, message) => {
    project = contracts();
    const before = project.tree(".");
    const run = await generate(...FROM_POSTGRES, ...given, "--save", "--output", "x.py");
    expect([run.code, run.out]).toEqual([1, ""]);
    expect(run.err).toContain(`error[${code}]: `);
    expect(run.err).toContain(message);
    expect(run.err).toMatch(/--> contracts\/x\.pipeline\.yaml:\d+:\d+\n/);
    expect(run.err).toContain("The spec is made from the flags. It was not written.\n");
    expect(project.tree(".")).toEqual(before);
  });

  it("says first what is wrong with the project", async () => {
    project = shop({ "contracts/broken.contract.yaml": "contract: {nam: x}\n" });
    const { code, out, err } = await generate(...FROM_POSTGRES);
    expect([code, out]).toEqual([1, ""]);
    expect(err).toContain("contracts/broken.contract.yaml:1:");
    expect(err).not.toContain("made from the flags");
  });

  it("does not stand in for a pipeline of the project", async () => {
    project = contracts({
      "contracts/other.pipeline.yaml":
        "pipeline: {name: nightly, type: batch}\nsource: {type: postgres, connection: x, tables: [orders]}\ndestination: {type: duckdb, connection: y}\n",
    });
    expect(await generate(...FROM_POSTGRES, "--name", "nightly", "--force")).toEqual({
      code: 3,
      out: "",
      err: "dex: contracts/other.pipeline.yaml already exists, with another spec. Choose another name with --name.\n",
    });
  });
});

describe("the files of dex generate", () => {
  it("replace what dex made, and nothing else without --force", async () => {
    project = makeProject({ "mine.py": "# mine\n", "made.py": "# Generated by dex from x. Do not edit.\n" });
    mkdirSync(join(project.root, "folder.py"));
    symlinkSync(join(project.root, "mine.py"), join(project.root, "link.py"));
    const all = [...FROM_POSTGRES, "--tables", "orders", "--output"];
    expect((await generate(...all, "made.py")).code).toBe(0);
    const refused = await generate(...all, "mine.py", "--save");
    expect(refused.code).toBe(3);
    expect(refused.err).toContain("Nothing was written. These exist already:\n  mine.py\n\n--force replaces files.\n");
    for (const [name, what] of [
      ["folder.py", "folder"],
      ["link.py", "link"],
    ] as const)
      expect(await generate(...all, name, "--force")).toMatchObject({
        code: 3,
        err: expect.stringContaining(`  ${name} (a ${what})\n`),
      });
    expect(project.read("mine.py")).toBe("# mine\n");
    expect(Object.keys(project.tree("."))).toEqual(["made.py", "mine.py"]);
    expect((await generate(...all, "mine.py", "--force")).code).toBe(0);
    expect(project.read("mine.py")).toContain("with DAG(\n");
    expect(await generate(...all, "dags/")).toMatchObject({
      code: 2,
      err: expect.stringContaining('"dags/" is a folder. Name a file in it.'),
    });
  });

  it("are written all or none", () => {
    project = makeProject({ "contracts/old.contract.yaml": CUSTOMERS });
    mkdirSync(join(project.root, "locked"), { mode: 0o555 });
    chmodSync(join(project.root, "contracts"), 0o777);
    const given = [...FROM_POSTGRES, "--tables", "customers", "--save", "--output", "locked/x.py"];
    const { code, out, err } = project.dexAs("nobody", "generate", ...given);
    expect([code, out, err]).toEqual([2, "", "dex: Nothing was written: permission denied.\n"]);
    expect(Object.keys(project.tree("."))).toEqual(["contracts/old.contract.yaml"]);
  });

  it("may lie outside the project, and find it from there", async () => {
    project = makeProject({ "shop/package.json": "{}" });
    const given = [...FROM_POSTGRES, "--tables", "orders", "--cwd", "shop"];
    for (const output of ["../airflow/dags/a.py", `${project.root}/airflow/dags/a.py`]) {
      expect((await generate(...given, "--output", output)).code).toBe(0);
      expect(project.read("airflow/dags/a.py")).toContain(
        'ROOT = Path(__file__).resolve().parents[2] / "shop/generated"\n',
      );
    }
  });

  it("leave hostile names of tables inside their quotes", async () => {
    project = makeProject({});
    const name = `x"; rm -rf / #' {{ y }}`;
    const { code, out } = await generate(...FROM_POSTGRES, "--tables", name, "--save", "--output", "x.py");
    expect([code, out]).toEqual([0, ""]);
    const dag = project.read("x.py");
    expect(tables(dag)).toEqual(["x_rm_rf_y_"]);
    expect(lintPython(dag, { airflow: true })).toEqual([]);
    expect(project.read("contracts/x_rm_rf_y_.contract.yaml")).toContain(`  table: "x\\"; rm -rf / #' {{ y }}"\n`);
    // dbt cannot write such a name; the orchestrator can.
    expect(codesIn((await project.run("check")).err)).toContain("dbt/jinja-in-text");
  });
});

/** The codes of the diagnostics in the output of a command. */
function codesIn(text: string): readonly string[] {
  return [...text.matchAll(/^(?:error|warning|info)\[(\S+)\]/gm)].map(([, code = ""]) => code);
}

describe("the flags of dex generate", () => {
  const base = { type: "airflow", source: "postgres" };
  const ORCHESTRATORS = [{ name: "airflow", extension: ".py" }];
  it.each<[Readonly<Record<string, string>>, string]>([
    [{}, "--type is missing. Name the orchestrator: --type airflow."],
    [{ type: "airflow" }, "--source is missing. Name the system of the tables: --source postgres"],
    [{ ...base, type: "airflw" }, '--type "airflw" is unknown. Did you mean "airflow"? Write airflow.'],
    [{ ...base, type: "cron" }, '--type "cron" is unknown. Write airflow.'],
    [{ ...base, type: "prefect" }, "dex does not write files for prefect yet. Write --type airflow."],
    [
      { ...base, source: "postgress" },
      '--source "postgress" is unknown. Did you mean "postgres"? Write postgres, duckdb,',
    ],
    [{ ...base, destination: "oracle" }, '--destination "oracle" is unknown. Write postgres, duckdb,'],
    [
      { ...base, mode: "incremantal" },
      '--mode "incremantal" is unknown. Did you mean "incremental"? Write incremental, full or cdc.',
    ],
    [
      { ...base, mode: "full", watermark: "x" },
      "--mode full loads every row, so it takes no --watermark. Remove one of them.",
    ],
    [
      { ...base, mode: "incremental" },
      "--mode incremental needs the column that grows with each change: --watermark updated_at.",
    ],
    [
      { ...base, tables: "a,,b" },
      "--tables contains an empty name. Separate names by one comma: --tables orders,customers.",
    ],
    [{ ...base, tables: "a, b ,a" }, '--tables contains "a" twice.'],
    [{ ...base, tables: "sales.orders" }, "Name the schema apart: --schema sales --tables orders."],
    [{ ...base, tables: " " }, "--tables is empty. Give it a value, or remove it."],
    [{ ...base, name: "../x" }, '--name "../x" is not the name of a pipeline.'],
    [{ ...base, name: "__proto__" }, '--name "__proto__" is not the name of a pipeline.'],
    [{ ...base, schedule: "0 5 * * *\n" }, "--schedule contains line breaks"],
    [{ ...base, output: "dags/.." }, '--output "dags/.." is a folder. Name a file in it.'],
    [{ ...base, output: "dags\\x.py" }, "is not a path with / between folders."],
    [{ ...base, output: "dags/x" }, '--output "dags/x" does not end in .py. Write --output dags/x.py.'],
    [{ ...base, output: "C:/x.py" }, "is not a path with / between folders."],
    [{ ...base, output: "x\u001b[2J.py" }, "--output contains line breaks or other invisible characters."],
  ])("%j is refused", (given, sentence) => {
    project = makeProject({});
    const flags = Object.assign(Object.create(null), given) as Parameters<typeof readRequest>[0];
    const read = readRequest(flags, ORCHESTRATORS);
    expect("problem" in read ? read.problem : read).toContain(sentence);
  });

  it("name the pipeline after the file, and load everything unless there is a watermark", () => {
    project = makeProject({});
    const read = (given: object) =>
      readRequest({ ...base, ...given } as Parameters<typeof readRequest>[0], ORCHESTRATORS);
    expect(read({})).toMatchObject({ name: "extract_postgres", mode: "full" });
    expect(read({ output: "a/b/nightly.py", watermark: "w" })).toMatchObject({ name: "nightly", mode: "incremental" });
    expect(read({ output: "a/b/0-nightly.py" })).toMatchObject({ name: "extract_postgres" });
    expect(read({ tables: "a, b" })).toMatchObject({ tables: ["a", "b"] });
  });

  it("are told the error alone, and nothing is written", async () => {
    project = makeProject({});
    const run = await generate(...FROM_POSTGRES, "--schedule", "nonsense", "--save", "--output", "x.py");
    expect([run.code, run.out]).toEqual([1, ""]);
    expect(run.err.match(/(error|warning|info)\[.*?\]/g)).toEqual(["error[check/bad-schedule]"]);
    expect(run.err).toContain('"nonsense" is not a valid schedule: it has 1 field instead of 5.');
    expect(Object.keys(project.tree("."))).toEqual([]);
  });

  it("exit with 2 from the command line, with one line", async () => {
    project = makeProject({});
    expect(await generate(...FROM_POSTGRES, "--mode", "incremental")).toEqual({
      code: 2,
      out: "",
      err: "dex: --mode incremental needs the column that grows with each change: --watermark updated_at. Without such a column, write --mode full.\n",
    });
    expect(await generate("--type", "airflow", "--source", "postgress")).toMatchObject({ code: 2, out: "" });
    expect((await generate("orders")).err).toBe(
      'dex: "orders" is not expected here. dex generate --help lists the options.\n',
    );
    expect(await generate(...FROM_POSTGRES, "--tables", "orders,", "customers")).toMatchObject({
      code: 2,
      err: 'dex: "customers" is not expected here. Put a value with blanks in quotes: --tables "...". dex generate --help lists the options.\n',
    });
  });
});

describe("--connection-url", () => {
  const secret = "hunter2";
  it.each<[string, Readonly<Record<string, string>>, string]>([
    [`postgresql://u:${secret}@h/d`, {}, "must be the name of an environment variable, not the URL itself"],
    ["env:", {}, "must be the name of an environment variable"],
    ["env:NOT_SET", {}, "names the environment variable NOT_SET, which is not set"],
    ["env:SHOP_URL", { SHOP_URL: `mysql://u:${secret}@h/d` }, "SHOP_URL is not the URL of a PostgreSQL database"],
    ["env:SHOP_URL", { SHOP_URL: `postgresql://u:${secret}@127.0.0.1:1/d` }, "nothing answers at that address"],
    [
      "env:SHOP_URL",
      { SHOP_URL: `postgresql://u:${secret}@[/d` },
      "The database of SHOP_URL cannot be read: it is not a URL.",
    ],
  ])("%s is refused, and no secret is repeated", async (url, env, sentence) => {
    project = makeProject({});
    const { code, out, err } = await project.runWith(env, "generate", ...FROM_POSTGRES, "--connection-url", url);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toContain(sentence);
    expect(err).not.toContain(secret);
  });

  it("reads only PostgreSQL", async () => {
    project = makeProject({});
    const { code, err } = await generate("--type", "airflow", "--source", "mysql", "--connection-url", "env:X");
    expect([code, err]).toEqual([
      2,
      "dex: --connection-url can read only PostgreSQL, not mysql. Remove it, or write --source postgres.\n",
    ]);
  });

  it("takes a driver that is an optional peer of the package", () => {
    project = makeProject({});
    const manifest = JSON.parse(readFileSync("package.json", "utf8")) as Record<string, Record<string, unknown>>;
    expect(manifest["dependencies"]).not.toHaveProperty("pg");
    expect(manifest["peerDependenciesMeta"]?.["pg"]).toEqual({ optional: true });
  });
});
