import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { makeProject } from "./cli/project.ts";
import { ORDERS as BOTH } from "./cli/shop.ts";

/** The files that docs/emitters.md shows, as a project; `examples` is its root. */
const page = readFileSync("docs/emitters.md", "utf8");
const shown = Object.fromEntries(
  [...page.matchAll(/^```\w+ file=examples\/(\S+)\n([\s\S]*?)^```$/gm)].map(([, path = "", text = ""]) => [path, text]),
);

const ORDERS = BOTH.replace(", references: customers.customer_id", "");
const STAR = "One row per order, *all* of them. <b>1</b>";
const described = (text: string) => ORDERS.replace("  owner:", `  description: ${JSON.stringify(text)}\n  owner:`);
const project = makeProject({ ...shown, "contracts/orders.contract.yaml": described(STAR) });
afterAll(() => project.remove());

describe("the example of docs/emitters.md", () => {
  it("is three files", () => {
    expect(Object.keys(shown)).toEqual(["markdown-emitter.ts", "templates/pages/page.md.njk", "dex.config.ts"]);
  });

  it("type-checks against the package as it is published", () => {
    const options = {
      compilerOptions: {
        target: "es2023",
        module: "nodenext",
        strict: true,
        exactOptionalPropertyTypes: true,
        allowImportingTsExtensions: true,
        noEmit: true,
        types: [],
      },
      include: ["*.ts"],
    };
    project.put("tsconfig.json", JSON.stringify(options));
    mkdirSync(join(project.root, "node_modules"));
    symlinkSync(resolve("."), join(project.root, "node_modules/dex-compiler"));
    const tsc = resolve("node_modules/typescript/bin/tsc");
    const { status, stdout } = spawnSync(process.execPath, [tsc, "-p", project.root], { encoding: "utf8" });
    project.remove("node_modules");
    expect(status, stdout).toBe(0);
  });

  it("writes a page per contract, in which foreign text is text", () => {
    expect(project.dex("compile")).toMatchObject({ code: 0, err: "1 file written in generated/\n" });
    expect(project.read("generated/pages/orders.md")).toBe(
      [
        "# Table: `orders`",
        "",
        "One row per order, \\*all\\* of them. \\<b\\>1\\</b\\>",
        "",
        "- `order_id`: string",
        "- `customer_id`: string",
        "- `amount`: decimal",
        "",
      ].join("\n"),
    );
    expect(project.dex("compile", "--check").code).toBe(0);
  });

  it("covers every assertion, reports its own warnings, and traces its files", async () => {
    expect((await project.run("coverage", "--all")).out).toMatch(/^orders\.amount\.range +documented$/m);
    expect((await project.run("trace", "generated/pages/orders.md")).out).toMatch(
      /^contracts\/orders\.contract\.yaml:1:1\n/,
    );
    expect((await project.run("trace", "generated/pages/orders.md:7")).out).toMatch(/^ *\d+ . +amount:/m);
    project.put("contracts/orders.contract.yaml", ORDERS);
    const { code, err } = await project.run("compile");
    expect(code).toBe(0);
    expect(err).toContain('warning[pages/no-description]: "orders" has no description.');
    expect(err).toContain(" --> contracts/orders.contract.yaml:1:1\n");
    expect(project.read("generated/pages/orders.md")).toContain("No description.");
  });

  it("says which option is wrong", async () => {
    const given = shown["dex.config.ts"]?.replace('"Table"', "7 as never") ?? "";
    project.put("dex.config.ts", given);
    expect(await project.run("compile")).toMatchObject({
      code: 2,
      err: expect.stringContaining('The options of the emitter "pages" are wrong at "heading": it must be a string.'),
    });
    project.put("dex.config.ts", shown["dex.config.ts"] ?? "");
  });

  it("a raw string in a template is a bug that names emitter and slot", async () => {
    const raw = shown["markdown-emitter.ts"]?.replace("markdown.code(contract.name)", "contract.name as never") ?? "";
    project.put("markdown-emitter.ts", raw);
    const { code, err } = await project.run("compile");
    project.put("markdown-emitter.ts", shown["markdown-emitter.ts"] ?? "");
    expect(code).toBe(70);
    expect(err).toContain(
      'emitter "pages" failed: a view holds a raw string at pages/page.md.njk: name; quote it first',
    );
  });

  it("leaving an assertion out is a bug that names the emitter", async () => {
    const less =
      shown["markdown-emitter.ts"]?.replace(
        "contract.dataset.assertions.map",
        "contract.dataset.assertions.slice(1).map",
      ) ?? "";
    project.put("markdown-emitter.ts", less);
    const { code, err } = await project.run("compile");
    project.put("markdown-emitter.ts", shown["markdown-emitter.ts"] ?? "");
    expect(code).toBe(70);
    expect(err).toContain('emitter "pages" returned no coverage for "orders.');
  });
});

describe("a template of the project's own", () => {
  const TEMPLATE = "templates/dbt/staging.sql.njk";
  const own = makeProject({
    "contracts/orders.contract.yaml": described("One row per order."),
    "contracts/daily.pipeline.yaml": `pipeline: {name: daily, type: batch, schedule: "0 5 * * *", start_date: 2026-01-01, owner: data-team@example.com}
source: {type: postgres, connection: shop, schema: public, tables: [orders], mode: full}
destination: {type: duckdb, connection: warehouse, schema: raw}
models:
  - {staging: orders}
`,
    "dex.config.ts":
      'import { dbt } from "dex-compiler/emitters";\nexport default { emitters: [dbt({ adapters: ["duckdb"] })] };\n',
  });
  afterAll(() => own.remove());

  it("replaces the built-in one at the same path, and a change of it is seen", async () => {
    expect((await own.run("compile")).code).toBe(0);
    const [path = ""] = Object.keys(own.tree()).filter((name) => name.endsWith("stg_shop__orders.sql"));
    const before = own.read(`generated/${path}`);
    own.put(TEMPLATE, `-- made at our house\n${readFileSync(TEMPLATE, "utf8")}`);
    expect(await own.run("compile", "--check")).toMatchObject({
      code: 4,
      err: expect.stringContaining(`  stale    generated/${path}`),
    });
    expect((await own.run("compile")).code).toBe(0);
    expect(own.read(`generated/${path}`)).toBe(`-- made at our house\n${before}`);
  });

  it("under an unknown name is a warning with the name that was meant", async () => {
    own.put("templates/dbt/stagign.sql.njk", "x\n");
    const { code, err } = await own.run("compile");
    own.remove("templates/dbt/stagign.sql.njk");
    expect(code).toBe(0);
    expect(err).toContain(
      'warning[emit/unknown-template]: No emitter has a template "dbt/stagign.sql.njk", so this file overrides nothing. Did you mean "dbt/staging.sql.njk"?',
    );
  });

  it.each([
    ["one\n<$ nothing.such $>\n", `${TEMPLATE}:2:`],
    ["<% if %>\n", `${TEMPLATE}:1:`],
    ["<$ ''.constructor.constructor('return process')() $>\n", 'a template may not read "constructor"'],
  ])("that cannot be rendered is an error at its line: %j", async (text, message) => {
    const good = own.read(TEMPLATE);
    own.put(TEMPLATE, text);
    const before = own.tree();
    const { code, err } = await own.run("compile");
    own.put(TEMPLATE, good);
    expect(code).toBe(1);
    expect(err).toContain(`error[emit/broken-template]: ${TEMPLATE} cannot be rendered: `);
    expect(err).toContain(message);
    expect(own.tree()).toEqual(before);
  });
});
