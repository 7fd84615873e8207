import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { compile } from "../src/compile.ts";
import type { ResolvedConfig } from "../src/config/config.ts";
import { loadConfig } from "../src/config/load.ts";
import { pretty } from "../src/diagnostics/format/pretty.ts";
import type { Outcome } from "../src/diagnostics/outcome.ts";
import type { Host } from "../src/host/host.ts";
import { memoryHost } from "../src/host/memory.ts";

const ROOT = "test/fixtures";
const GOLDEN = "diagnostics.txt";

/** Every folder below test/fixtures with a `contracts` folder or a golden is a project of its own. */
const cases = readdirSync(ROOT, { withFileTypes: true })
  .filter((group) => group.isDirectory())
  .flatMap((group) =>
    readdirSync(join(ROOT, group.name), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => `${group.name}/${entry.name}`),
  )
  .sort();

describe("the diagnostics of the fixture projects", () => {
  it("has found the fixtures", () => {
    expect(cases.length).toBeGreaterThan(20);
  });

  it.each(cases)("%s", async (name) => {
    const golden = join(ROOT, name, GOLDEN);
    const rendered = await render(join(ROOT, name));
    if (process.env["UPDATE_GOLDEN"]) writeFileSync(golden, rendered);
    expect(existsSync(golden), `${golden} is missing; UPDATE_GOLDEN=1 writes it`).toBe(true);
    expect(rendered).toBe(readFileSync(golden, "utf8"));
    expect(rendered, "a fixture shows the diagnostic it is named after").toContain(`[${name.replace(/__.*$/, "")}]`);
  });
});

/** Compiles a fixture in memory and renders what was found. Two runs, the second with the files in another order, say the same. */
async function render(folder: string): Promise<string> {
  const files = filesBelow(folder);
  const [first, second] = await Promise.all(
    [files, [...files].reverse()].map((entries) => diagnose(Object.fromEntries(entries), isFront(folder))),
  );
  expect(second).toBe(first);
  return first ?? "";
}

/** The phases before the emitters; what they report does not depend on which emitters exist. */
const FRONT = ["parse", "validate", "link", "check"];

function isFront(folder: string): boolean {
  return FRONT.includes(folder.split("/").at(-2) ?? "");
}

async function withoutEmitters(host: Host): Promise<Outcome<ResolvedConfig>> {
  const { value, diagnostics } = await loadConfig(host, []);
  return { value: { ...value, emitters: [] }, diagnostics };
}

async function diagnose(files: Readonly<Record<string, string>>, noEmitters: boolean): Promise<string> {
  const host = memoryHost(files);
  const { diagnostics, sources, config } = await compile(
    host,
    noEmitters ? { config: await withoutEmitters(host) } : {},
  );
  const texts = new Map([...sources.files, ...sources.sql].map((file) => [file.path, file.text]));
  for (const file of sources.templates) texts.set(`${config.templates}/${file.path}`, file.text);
  return pretty({ diagnostics, textOf: (path) => texts.get(path), colour: false });
}

function filesBelow(folder: string): [string, string][] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== GOLDEN)
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => [path.slice(folder.length + 1), readFileSync(path, "utf8")] as [string, string])
    .sort(([a], [b]) => (a < b ? -1 : 1));
}
