import { readFileSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { compile } from "../../src/compile.ts";
import { resolveConfig } from "../../src/config/resolve.ts";
import { pretty } from "../../src/diagnostics/format/pretty.ts";
import { builtInEmitters, dbt } from "../../src/emit/registry.ts";
import { memoryHost } from "../../src/host/memory.ts";
import { publishedSchemas } from "../../src/language/publish-schemas.ts";
import { referenceTables } from "../../src/language/reference.ts";
import { FORMAT_NAMES } from "../../src/text/grammars.ts";

const page = readFileSync("docs/language.md", "utf8");

describe("docs/language.md", () => {
  it("has examples that compile together, without a word said against them", async () => {
    const files = Object.fromEntries(
      [...page.matchAll(/^```yaml\n# (\S+)\n([\s\S]*?)^```$/gm)].map(([, path = "", text = ""]) => [path, text]),
    );
    expect(Object.keys(files).length).toBe([...page.matchAll(/^```yaml$/gm)].length);
    const emitters = [
      ...builtInEmitters().filter(({ emitter }) => !["dbt", "great-expectations"].includes(emitter.name)),
      dbt({ adapters: ["snowflake"] }),
    ];
    const config = resolveConfig({ emitters }, { projectName: "shop", emitters: [] });
    const { diagnostics: found } = await compile(memoryHost(files), { checkOnly: true, config });
    // Notes are about what the targets cannot express, and no built-in target runs streaming pipelines.
    const diagnostics = found.filter(({ severity, code }) => severity !== "info" && code !== "check/unused-pipeline");
    const textOf = (path: string) => files[path];
    expect(pretty({ diagnostics, textOf, colour: false })).toBe(pretty({ diagnostics: [], textOf, colour: false }));
  });

  it("names every key, every word a key takes, and every format", () => {
    // A key of a nested mapping is written with a dot: `partition_by.field`.
    const words = new Set([...page.matchAll(/[\w.$+-]+/g)].flatMap(([word]) => [word, ...word.split(".")]));
    const named = Object.values(publishedSchemas()).flatMap((text) => namesIn(JSON.parse(text)));
    expect([...new Set([...named, ...FORMAT_NAMES])].filter((name) => !words.has(name))).toEqual([]);
    expect(named.length).toBeGreaterThan(300);
  });

  it("has the tables of keys that the member tables make; npm run schemas writes them", () => {
    const tables = referenceTables();
    const wanted = page.replace(
      /<!-- keys: (\S+) -->\n[\s\S]*?<!-- end -->/g,
      (_, name: string) => `<!-- keys: ${name} -->\n\n${tables[name]}\n<!-- end -->`,
    );
    if (process.env["UPDATE_GOLDEN"]) writeFileSync("docs/language.md", wanted);
    expect(readFileSync("docs/language.md", "utf8")).toBe(wanted);
    const shown = [...page.matchAll(/<!-- keys: (\S+) -->/g)].map(([, name]) => name);
    expect(shown.sort()).toEqual(Object.keys(tables).sort());
  });

  it("links to sections that it has", () => {
    const sections = [...page.matchAll(/^## (.+)$/gm)].map(([, title = ""]) =>
      title.toLowerCase().replaceAll(" ", "-"),
    );
    for (const [, target = ""] of page.matchAll(/\]\(#([^)]+)\)/g)) expect(sections).toContain(target);
  });
});

/** The keys and the constant words of a schema. */
function namesIn(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(namesIn);
  if (typeof node !== "object" || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) => {
    if (key === "enum" && Array.isArray(value)) return value.map(String);
    if (key === "const") return [String(value)];
    if (key !== "properties") return namesIn(value);
    const members = value as Readonly<Record<string, unknown>>;
    return [...Object.keys(members), ...Object.values(members).flatMap(namesIn)];
  });
}
