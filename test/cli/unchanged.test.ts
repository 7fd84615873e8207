import { afterEach, describe, expect, it } from "vitest";
import type { Project } from "./project.ts";
import { shop } from "./shop.ts";

let project: Project;
afterEach(() => project.remove());

const HELPER = 'export const name = "one";\n';

/** Changes the name of the project, wherever a config takes it from. */
function rename(): void {
  project.put("helper.ts", HELPER.replace("one", "two"));
  project.put("data.json", '{"name": "two"}');
  project.put("shared/dex.ts", 'export default { name: "two" };\n');
  process.env["DEX_TEST_NAME"] = "two";
}

describe("dex compile --check after a change that no contract shows", () => {
  it.each([
    ["a file that the config imports", 'import { name } from "./helper.ts";\nexport default { name };\n'],
    ["a computed import", 'const { name } = await import("./hel" + "per.ts");\nexport default { name };\n'],
    ["a file that the config exports again", 'export { default } from "./shared/dex.ts";\n'],
    ["the environment", 'export default { name: process["env"]["DEX_TEST_NAME"] };\n'],
    ["the environment, by another name", "export default { name: globalThis.process.env.DEX_TEST_NAME };\n"],
    ["the environment, in a template string", `export default { name: \`\${process.env.DEX_TEST_NAME}\` };\n`],
    ["evaluated code", 'export default { name: eval("process.env.DEX_TEST_NAME") };\n'],
  ])("finds drift: %s", async (_, config) => {
    process.env["DEX_TEST_NAME"] = "one";
    const files = {
      "helper.ts": HELPER,
      "shared/dex.ts": 'export default { name: "one" };\n',
    };
    project = shop({ ...files, "dex.config.ts": config });
    expect(await project.run("compile")).toMatchObject({ code: 0 });
    for (let time = 0; time < 2; time++) expect(await project.run("compile", "--check")).toMatchObject({ code: 0 });
    rename();
    const { code, err } = await project.run("compile", "--check");
    delete process.env["DEX_TEST_NAME"];
    expect(code, err).toBe(4);
  });

  it("finds drift: a JSON file", () => {
    const config = 'import data from "./data.json";\nexport default { name: data.name };\n';
    project = shop({ "data.json": '{"name": "one"}', "dex.config.ts": config });
    // Within one process Node reads a JSON module once, so this case takes a process for each run.
    expect(project.dex("compile").code).toBe(0);
    for (let time = 0; time < 2; time++) expect(project.dex("compile", "--check").code).toBe(0);
    rename();
    expect(project.dex("compile", "--check").code).toBe(4);
  });

  it.each([
    ["dex.config.ts", 'export default { name: "one" };\n', 'export default { name: "two" };\n'],
    ["package.json", '{"name": "one"}', '{"name": "two"}'],
  ])("finds drift: the project's name in %s", async (path, before, after) => {
    project = shop({ [path]: before });
    expect(await project.run("compile")).toMatchObject({ code: 0 });
    for (let time = 0; time < 2; time++) expect(await project.run("compile", "--check")).toMatchObject({ code: 0 });
    project.put(path, after);
    expect((await project.run("compile", "--check")).code).toBe(4);
  });

  it("finds drift: a config where there was none, and another one that goes before it", async () => {
    project = shop();
    expect(await project.run("compile")).toMatchObject({ code: 0 });
    expect(await project.run("compile", "--check")).toMatchObject({ code: 0 });
    project.put("dex.config.mjs", 'export default { name: "two" };\n');
    expect((await project.run("compile", "--check")).code).toBe(4);
    expect(await project.run("compile")).toMatchObject({ code: 0 });
    project.put("dex.config.ts", 'export default { name: "three" };\n');
    expect((await project.run("compile", "--check")).code).toBe(4);
  });
});
