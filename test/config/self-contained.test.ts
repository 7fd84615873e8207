import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { isSelfContained } from "../../src/config/self-contained.ts";
import { templateNames } from "../../src/scaffold/template.ts";

const EMITTERS = 'import { dbt, kafka } from "dex-compiler/emitters";\n';

describe("a config that depends on its text alone", () => {
  it.each([
    ["is the default one", "export default {}"],
    ["names folders", 'export default { name: "shop", out: \'made\', contracts: ["a/**/*.yaml", "!a/b"], };\n'],
    ["calls defineConfig", 'import { defineConfig } from "dex-compiler";\nexport default defineConfig({ name: "x" });'],
    ["calls emitters", `${EMITTERS}export default { emitters: [dbt({ adapters: ["duckdb"] }), kafka(),] };`],
    ["renames an import", 'import { dbt as d } from "dex-compiler/emitters"\nexport default { emitters: [d()] }'],
    ["has comments", "// process.env\n/* import x from './y' */\nexport default { /* `x` */ name: 'x' } // end"],
    ["holds code in a string", `export default { name: "process.env", out: "import('x') \\" \` \${y}" };`],
    ["holds numbers and constants", "export default { a: -1.5, b: true, c: null, 7: undefined, 'd-e': [false] };"],
  ])("%s", (_, text) => {
    expect(isSelfContained(text)).toBe(true);
  });

  it("is this repository's, and that of every new project", () => {
    const paths = ["dex.config.ts", ...templateNames.map((name) => `templates/init/${name}/dex.config.ts`)];
    for (const path of paths) expect(isSelfContained(readFileSync(path, "utf8")), path).toBe(true);
  });
});

describe("a config that may read more than its text", () => {
  it.each([
    ["a computed import", 'const m = await import("./x" + ".ts");\nexport default m.default;'],
    ["an import as the value", 'export default import("./x.ts");'],
    ["an import without a name", 'import "./x.ts";\nexport default {};'],
    ["an imported file", 'import { name } from "./name.ts";\nexport default { name };'],
    ["an imported JSON file", 'import data from "./x.json" with { type: "json" };\nexport default data;'],
    ["another package", 'import { dbt } from "other";\nexport default { emitters: [dbt()] };'],
    [
      "a package whose name begins alike",
      'import { dbt } from "dex-compiler-x";\nexport default { emitters: [dbt()] };',
    ],
    ["a module behind an escape", 'import { dbt } from "dex-\\u0063ompiler/emitters";\nexport default {};'],
    ["an export of another file", 'export { default } from "./x.ts";'],
    ["require", 'export default require("./x.cjs");'],
    ["createRequire", 'import { createRequire } from "node:module";\nexport default createRequire("./")("./x");'],
    ["process.env", "export default { name: process.env.NAME };"],
    ['process["env"]', 'export default { name: process["env"]["NAME"] };'],
    ["globalThis", "export default { name: globalThis.name };"],
    ["eval", 'export default eval("({})");'],
    ["Function", 'export default { name: Function("return 1")() };'],
    ["a template string", `export default { name: \`x\${Date.now()}\` };`],
    ["a template string without values", "export default { name: `x` };"],
    ["a tagged template", "export default { name: String.raw`x` };"],
    ["a function", "export default (() => ({}))();"],
    ["a variable", 'const name = "x";\nexport default { name };'],
    ["a spread", "export default { ...{} };"],
    ["a getter", "export default { get name() { return 'x' } };"],
    ["a method", "export default { name() {} };"],
    ["a computed key", 'export default { ["name"]: "x" };'],
    ["a member of a call", 'import { defineConfig } from "dex-compiler";\nexport default defineConfig({}).name;'],
    [
      "a function of dex that reads the disk",
      'import { nodeHost } from "dex-compiler";\nexport default nodeHost("x");',
    ],
    ["a call of what is not imported", "export default defineConfig({});"],
    ["a regular expression", "export default { name: /x/.source };"],
    ["an escaped name", "export default { name: pr\\u006fcess.env.X };"],
    ["a statement before", "globalThis.x = 1;\nexport default {};"],
    ["a statement after", "export default {};\nprocess.exit(0);"],
    ["a string that ends in an escaped quote", 'export default { name: "x\\", out: process.env.X };'],
    ["a comment that does not end", "export default {} /* x"],
    ["a line break that only JavaScript knows", "export default {} // x\u2028+ process.env.X"],
    ["nothing", ""],
  ])("has %s", (_, text) => {
    expect(isSelfContained(text)).toBe(false);
  });
});
