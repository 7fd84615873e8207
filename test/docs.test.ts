import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { commands } from "../src/cli/commands.ts";
import type { Catalogue } from "../src/diagnostics/define.ts";

/** Codes whose cause is not a project's own text, and the test that brings each of them about. */
const CAUSED_ELSEWHERE: Readonly<Record<string, string>> = {};

const catalogues = await loadCatalogues();
const codes = catalogues.flatMap((catalogue) => catalogue.codes).sort();

describe("every diagnostic", () => {
  it("is found in a catalogue", () => {
    expect(codes.length).toBeGreaterThan(60);
    expect(new Set(codes).size).toBe(codes.length);
  });

  it.each(codes)("%s has a page with a wrong and a right example", (code) => {
    const page = readFileSync(`docs/diagnostics/${code}.md`, "utf8");
    expect(page.startsWith(`# ${code}\n`)).toBe(true);
    expect(page).toContain("## Wrong");
    expect(page).toContain("## Right");
  });

  it.each(codes)("%s has a fixture, or a test that causes it", (code) => {
    const elsewhere = CAUSED_ELSEWHERE[code];
    const path = elsewhere ?? `test/fixtures/${code}/diagnostics.txt`;
    expect(readFileSync(path, "utf8")).toContain(code);
  });

  it("has no page without a code", () => {
    const pages = readdirSync("docs/diagnostics", { recursive: true, encoding: "utf8" })
      .filter((name) => name.includes("/"))
      .map((name) => name.replace(/\.md$/, ""));
    expect(pages.filter((page) => !codes.includes(page))).toEqual([]);
  });

  it("is listed in the index", () => {
    const index = readFileSync("docs/diagnostics/README.md", "utf8");
    const listed = [...index.matchAll(/^\| \[`([^`]+)`\]\(([^)]+)\)/gm)].map((match) => match[1]);
    expect(listed).toEqual(codes);
  });
});

describe("docs/cli.md", () => {
  it("names every command", () => {
    const page = readFileSync("docs/cli.md", "utf8");
    for (const name of Object.keys(commands)) expect(page).toContain(`\`dex ${name}`);
  });
});

async function loadCatalogues(): Promise<Catalogue<unknown>[]> {
  const files = readdirSync("src", { recursive: true, encoding: "utf8" }).filter((name) =>
    /(^|\/)diagnostics\.ts$/.test(name),
  );
  return await Promise.all(
    files.sort().map(async (name) => {
      const module = (await import(`../src/${name}`)) as { diagnostics: Catalogue<unknown> };
      return module.diagnostics;
    }),
  );
}
