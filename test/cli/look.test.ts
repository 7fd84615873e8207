import { afterAll, describe, expect, it } from "vitest";
import { shop, WRONG } from "./shop.ts";

const project = shop();
afterAll(() => project.remove());
const FILE = "generated/json-schema/orders.schema.json";

describe("dex coverage", () => {
  it("shows what no target checks, and a line per target with a percentage", async () => {
    const { code, out, err } = await project.run("coverage");
    expect([code, err]).toEqual([0, ""]);
    expect(out).not.toContain("orders.customer_id.reference");
    expect(out).toMatch(/^target +tested +enforced +runtime +documented +unsupported +n\/a +checked$/m);
    expect(out).toMatch(/^dbt +\d+ .* 100 %$/m);
    expect(out).toMatch(/^(\d+) of \1 assertions of severity error checked by at least one target: 100 %$/m);
    expect(Math.max(...out.split("\n").map((line) => line.length))).toBeLessThanOrEqual(100);
  });

  it("lists the assertions that no target checks, and --fail-under fails on them", async () => {
    const config =
      'import { jsonSchema } from "dex-compiler/emitters";\nexport default { emitters: [jsonSchema()] };\n';
    const small = shop({ "dex.config.ts": config });
    const { out } = await small.run("coverage");
    expect(out).toMatch(/^no target checks:\n(?: {2}\S+\n)* {2}orders\.customer_id\.reference\n/);
    const failed = await small.run("coverage", "--fail-under", "100");
    expect(failed).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^dex: [\d.]+ % of the assertions of severity error/),
    });
    expect((await small.run("coverage", "--fail-under", "50")).code).toBe(0);
    expect((await small.run("coverage", "--fail-under", "101")).code).toBe(2);
    small.remove();
  });

  it("--all is a table: every assertion, every target", async () => {
    const { code, out, err } = await project.run("coverage", "--all");
    expect([code, err]).toEqual([0, ""]);
    const lines = out.split("\n");
    expect(lines[0]).toMatch(/^assertion +dbt +great-expectations +json-schema +typescript$/);
    expect(lines[1]).toMatch(/^-+ {2}-+/);
    const row = lines.find((line) => line.startsWith("orders.customer_id.reference ")) ?? "";
    expect(row).toMatch(/^orders\.customer_id\.reference +test +test +– +–$/);
  });

  it("of one contract", async () => {
    const { out } = await project.run("coverage", "--all", "customers");
    expect(out).toContain("customers.customer_id");
    expect(out).not.toContain("orders.");
  });

  it("knows no contract of another name", async () => {
    expect(await project.run("coverage", "custmers")).toEqual({
      code: 2,
      out: "",
      err: 'dex: There is no contract "custmers". Did you mean "customers"?\n',
    });
  });

  it("is JSON for programs: each assertion has a record of each target", async () => {
    const { out } = await project.run("coverage", "--format", "json");
    const { schemaVersion, assertions } = JSON.parse(out) as {
      schemaVersion: number;
      assertions: readonly {
        assertion: string;
        origin: { path: string };
        coverage: readonly { target: string; how: string }[];
      }[];
    };
    expect(schemaVersion).toBe(1);
    expect(assertions.length).toBeGreaterThan(8);
    for (const { assertion, origin, coverage } of assertions) {
      expect(project.read(origin.path)).toContain(assertion.split(".")[0]);
      expect(coverage.map(({ target }) => target)).toEqual(expect.arrayContaining(["dbt", "json-schema"]));
      for (const { how } of coverage) expect(how).toMatch(/^(enforced|test|runtime|documented|unsupported)$/);
    }
  });

  it("reports errors instead", async () => {
    const wrong = shop({ "contracts/orders.contract.yaml": WRONG });
    expect(await wrong.run("coverage")).toMatchObject({ code: 1, out: "", err: expect.stringContaining("error[") });
    wrong.remove();
  });
});

describe("dex trace", () => {
  it("shows the contract that a file came from, whether it is written yet or not", async () => {
    const { code, out, err } = await project.run("trace", FILE);
    expect([code, err]).toEqual([0, ""]);
    expect(out).toMatch(/^contracts\/orders\.contract\.yaml:1:1\n {2}\|\n1 \| contract:\n {2}\| \^+\n$/);
  });

  it.each([FILE, `./${FILE}`, FILE.replace("generated/", ""), `${project.root}/${FILE}`])("takes %s", async (path) => {
    expect((await project.run("trace", path)).code).toBe(0);
  });

  it("shows the field that a line came from", async () => {
    await project.run("compile");
    const path =
      Object.keys(project.tree()).find(
        (name) => /models\.yml$/.test(name) && project.read(`generated/${name}`).includes("customer_id"),
      ) ?? "";
    const lines = project.read(`generated/${path}`).split("\n");
    const line =
      lines.findIndex(
        (text, index) => /name: customer_id/.test(text) && lines.slice(index).join("\n").includes("reference"),
      ) + 1;
    const { out } = await project.run("trace", `generated/${path}:${line}`);
    expect(out).toMatch(/^contracts\/\w+\.contract\.yaml:\d+:\d+\n/);
    expect(out).toMatch(/\| +customer_id: \{type: string/);
  });

  it("says that a file is the same in every project", async () => {
    const path = Object.keys(project.tree()).find((name) => name.endsWith("dex_rows.sql"));
    expect(await project.run("trace", `generated/${path}`)).toMatchObject({
      code: 0,
      out: "",
      err: expect.stringContaining('comes from no contract: the emitter "dbt" writes it'),
    });
  });

  it.each([
    [
      "generated/json-schema/order.schema.json",
      'dex writes no file "json-schema/order.schema.json" into generated/. Did you mean "json-schema/orders.schema.json"?',
    ],
    [
      "generated/orders.schema.json",
      'dex writes no file "orders.schema.json" into generated/. Did you mean "json-schema/orders.schema.json"?',
    ],
    [`${FILE}:0`, `${FILE} has no line 0`],
    [`${FILE}:9999`, `${FILE} has no line 9999`],
  ])("refuses %s", async (operand, sentence) => {
    expect(await project.run("trace", operand)).toMatchObject({
      code: 2,
      out: "",
      err: expect.stringContaining(`dex: ${sentence}`),
    });
  });
});

describe("dex explain", () => {
  it("prints the page of a code", async () => {
    const { code, out } = await project.run("explain", "write/edited");
    expect(code).toBe(0);
    expect(out).toMatch(/^# write\/edited\n/);
    expect(out).toContain("## Right");
  });

  it.each([
    ["write/editd", 'Did you mean "write/edited"?'],
    ["edited", 'Did you mean "write/edited"?'],
    ["unreadable", 'Did you mean "config/unreadable" or "read/unreadable" or "write/unreadable"?'],
    ["../../package", "docs/diagnostics/README.md lists all of them."],
    ["xyzzy/nothing-like-it", "docs/diagnostics/README.md lists all of them."],
  ])("%s: there is none, but perhaps another one was meant", async (given, suggestion) => {
    expect(await project.run("explain", given)).toEqual({
      code: 2,
      out: "",
      err: `dex: There is no diagnostic "${given}". ${suggestion}\n`,
    });
  });
});
