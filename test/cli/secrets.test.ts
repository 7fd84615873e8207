import { afterEach, describe, expect, it } from "vitest";
import type { Project } from "./project.ts";
import { shop } from "./shop.ts";

let project: Project;
afterEach(() => project.remove());

const URL = "postgres://shop:hunter2@db.example.com/shop";

const CONFIG = `import { defineConfig } from "dex-compiler";
import { dbt } from "dex-compiler/emitters";

export default defineConfig({ name: "shop", macros: "macros", emitters: [dbt()] });
`;

const PIPELINE = `pipeline: {name: daily}
source: {type: postgres, connection: shop, tables: [customers, orders]}
destination: {type: postgres, connection: warehouse}
models:
  - {name: all_orders, sql: all_orders.sql}
`;

/** The shop with a model, a macro and a template override, one of which has a secret. */
function withSecret(path: string): Project {
  const secret = (own: string) => (own === path ? `'${URL}'` : "'x'");
  return shop({
    "dex.config.ts": CONFIG,
    "contracts/daily.pipeline.yaml": PIPELINE,
    "contracts/all_orders.sql": `select\n  order_id, ${secret("contracts/all_orders.sql")} as origin\nfrom orders\n`,
    "macros/origin.sql": `{% macro origin() %}\n          ${secret("macros/origin.sql")}\n{% endmacro %}\n`,
    "templates/dbt/staging.sql.njk": `<# the\n        ${secret("templates/dbt/staging.sql.njk")} #>\n`,
  });
}

describe("a secret in a file that is copied into the output", () => {
  it.each([
    ["contracts/all_orders.sql", "2:25"],
    ["macros/origin.sql", "2:23"],
    ["templates/dbt/staging.sql.njk", "2:21"],
  ])("is an error at its place, and is never printed: %s", async (path, place) => {
    project = withSecret(path);
    const { code, err } = await project.run("check");
    expect(code).toBe(1);
    expect(err).toContain("error[validate/secret]: A connection string with a password is here in clear text.");
    expect(err).toContain(`${path}:${place}`);
    const runs = [
      ...["pretty", "json", "sarif", "github", "gitlab"].map((format) => ["check", "--format", format]),
      ...[["check", "--fix"], ["compile"], ["compile", "--diff"], ["coverage"]],
    ];
    for (const run of runs) {
      const { out, err: text, code: end } = await project.run(...run);
      expect([run, out + text, end]).toEqual([run, expect.not.stringContaining("hunter2"), 1]);
    }
  });

  it("is not repeated by other findings about the same line", async () => {
    project = withSecret("");
    project.put(
      "contracts/all_orders.sql",
      `select order_id, nothing_${"hunter2"}('${URL}') + 'password=hunter2' as x\nfrom orderz\n`,
    );
    const { code, err } = await project.run("check");
    expect(code).toBe(1);
    expect(err.replaceAll("nothing_hunter2", "")).not.toContain("hunter2");
    expect(err).toContain("orderz");
  });
});
