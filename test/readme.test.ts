import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { commands } from "../src/cli/commands.ts";
import { compile } from "../src/compile.ts";
import { pretty } from "../src/diagnostics/format/pretty.ts";
import { memoryHost } from "../src/host/memory.ts";

const readme = readFileSync("README.md", "utf8");
const CONTRACT = "contracts/reviews.contract.yaml";

/** The fenced blocks that say which file they are of. */
const blocks = [...readme.matchAll(/^```\w+ file=(\S+)\n([\s\S]*?)^```$/gm)].map(([, file = "", text = ""]) => ({
  file,
  text,
}));
const contract = blocks.find(({ file }) => file === CONTRACT)?.text ?? "";
const compiled = await compile(memoryHost({ [CONTRACT]: contract }));

describe("the README", () => {
  it("says what it is in five lines, none of them long", () => {
    const [, paragraph = ""] = readme.split("\n\n");
    const lines = paragraph.split("\n");
    expect(lines).toHaveLength(5);
    for (const line of lines) expect(line.length, line).toBeLessThanOrEqual(140);
  });

  it("has a contract that compiles without a finding", () => {
    expect(contract).toContain("contract:");
    expect(compiled.diagnostics).toEqual([]);
  });

  const shown = blocks.filter(({ file }) => file.startsWith("generated/"));
  it("shows three of the files that come out of it", () => {
    expect(shown.map(({ file }) => file.split("/")[1])).toEqual(["dbt", "typescript", "json-schema"]);
  });

  it.each(shown)("shows lines of $file as they are", ({ file, text }) => {
    const found = compiled.files.find(({ path }) => `generated/${path}` === file)?.text ?? "";
    let rest = `\n${found}`;
    for (const part of text.split(/^…\n/m)) {
      const at = rest.indexOf(`\n${part}`);
      expect(at, `${part}\nis not in\n${found}`).toBeGreaterThanOrEqual(0);
      rest = rest.slice(at + part.length);
    }
  });

  it("shows a finding as it is rendered", async () => {
    const wrong = contract.replace("maximum", "maximun");
    const { diagnostics } = await compile(memoryHost({ [CONTRACT]: wrong }), { checkOnly: true });
    const rendered = pretty({ diagnostics, textOf: () => wrong, colour: false });
    expect(blocks.find(({ file }) => file === "error")?.text).toBe(rendered);
    expect(readme).toContain(`dex explain ${diagnostics[0]?.code}\``);
  });

  it("shows the repository's own config", () => {
    expect(blocks.find(({ file }) => file === "dex.config.ts")?.text).toBe(readFileSync("dex.config.ts", "utf8"));
  });

  it("names every command", () => {
    for (const name of Object.keys(commands)) expect(readme).toContain(`\`dex ${name}`);
  });

  it("has two lines that set everything up, of scripts that are there", () => {
    const lines = [...readme.matchAll(/^npm ci && npm (.+)$/gm)].map(([, words]) => words);
    expect(lines).toEqual(["run demo", "test"]);
    const { scripts } = JSON.parse(readFileSync("package.json", "utf8")) as { scripts: Record<string, string> };
    for (const [, name] of readme.matchAll(/npm (?:run )?(demo|test|build)\b/g))
      expect(scripts).toHaveProperty(name ?? "");
  });

  it("links to what is there", () => {
    const links = [...readme.matchAll(/\]\(([^)#:]+)\)/g)].map(([, path = ""]) => path);
    expect(links.length).toBeGreaterThan(5);
    expect(links.filter((path) => !existsSync(path))).toEqual([]);
  });
});
