import { afterAll, expect, it } from "vitest";
import { shop } from "./shop.ts";

const project = shop();
afterAll(() => project.remove());

it("a promise that the config does not await ends dex with one line", () => {
  const config = "export default { emitters: [] };\n";
  for (const statement of ['import("./nothing.mjs")', 'Promise.reject(new Error("not\\nhere"))']) {
    project.put("dex.config.ts", `${statement};\n${config}`);
    const { code, err } = project.dex("compile");
    expect(code).toBe(2);
    expect(err).toMatch(/^dex: a promise that the config or a plug-in does not await has failed: .*\n$/);
  }
});
