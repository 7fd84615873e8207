import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { shop } from "./shop.ts";

const project = shop();
afterAll(() => project.remove());

/** Runs dex and says which of its own modules and which packages were loaded: Node's coverage report names every script that ran. */
function loaded(...given: readonly string[]): { modules: string[]; packages: string[] } {
  const folder = mkdtempSync(join(tmpdir(), "dex-loaded-"));
  const { code, err } = project.dexWith({ NODE_V8_COVERAGE: folder }, ...given);
  expect(code, err).toBe(0);
  const urls = readdirSync(folder).flatMap((name) => {
    const { result } = JSON.parse(readFileSync(join(folder, name), "utf8")) as { result: readonly { url: string }[] };
    return result.map(({ url }) => url);
  });
  rmSync(folder, { recursive: true });
  const pick = (pattern: RegExp) => [...new Set(urls.flatMap((url) => pattern.exec(url)?.[1] ?? []))].sort();
  return { modules: pick(/\/dist\/(.+)\.js$/), packages: pick(/.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//) };
}

/** The folders of dex that do the work of a compile. */
const COMPILER = /^(compile$|parse|validate|link|check|lower|ir|sql|emit|language|read|config|verify|text\/quote)/;

describe("what dex loads", () => {
  it("for its version and its help is next to nothing", () => {
    for (const given of [["--version"], ["--help"]]) {
      const { modules, packages } = loaded(...given);
      expect(packages).toEqual([]);
      expect(modules).toContain("cli/main");
      expect(modules.length).toBeLessThan(17);
    }
  });

  it("for a page of a diagnostic is no compiler", () => {
    const { modules, packages } = loaded("explain", "write/edited");
    expect(packages).toEqual([]);
    expect(modules.filter((name) => COMPILER.test(name))).toEqual([]);
  });

  it("for a check of contracts is no template engine, no writer, and no YAML library when the YAML is everyday", () => {
    const { modules, packages } = loaded("check");
    expect(packages).not.toContain("yaml");
    expect(packages.filter((name) => /^(nunjucks|ajv|ts-morph|diff|jiti)$/.test(name))).toEqual([]);
    // The emitters are loaded for what they find.
    expect(modules).toContain("emit/json-schema/emit");
    expect(modules.filter((name) => /^write\//.test(name))).toEqual([]);
  });

  it("for a target is that target alone", () => {
    const { modules, packages } = loaded("compile", "--target", "json-schema");
    expect(modules).toContain("emit/json-schema/emit");
    expect(modules.filter((name) => /^emit\/[^/]+\/emit$/.test(name))).toEqual(["emit/json-schema/emit"]);
    expect(packages.filter((name) => /^(nunjucks|ajv|ts-morph|diff|jiti)$/.test(name))).toEqual([]);
  });

  it("for an unchanged check is no compiler and no package at all", () => {
    loaded("compile");
    // The first check reads what was written; from then on it is answered from the state of the files alone.
    for (const time of [1, 2]) {
      const { modules, packages } = loaded("compile", "--check");
      expect(packages).toEqual([]);
      expect(modules.filter((name) => COMPILER.test(name))).toEqual([]);
      if (time === 2) expect(modules.filter((name) => name.startsWith("write/"))).toEqual([]);
    }
  });
});
