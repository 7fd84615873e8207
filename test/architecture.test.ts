import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { Node, SyntaxKind, ts } from "ts-morph";
import { describe, expect, it } from "vitest";
import { importTable, packageOwners, rowOf, tableText } from "./architecture/import-table.ts";
import { readModules } from "./architecture/modules.ts";

const modules = readModules();
const byPath = new Map(modules.map((module) => [module.path, module]));

describe("the architecture", () => {
  it("has seen the whole source", () => {
    const onDisk = readdirSync("src", { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts"));
    expect(modules.map(({ path }) => path).sort()).toEqual(onDisk.sort());
    expect(onDisk.length).toBeGreaterThan(100);
    expect(modules.reduce((sum, module) => sum + module.imports.length, 0)).toBeGreaterThan(onDisk.length * 2);
    const lost = modules.flatMap(({ path, imports }) =>
      imports.filter((to) => !byPath.has(to)).map((to) => [path, to]),
    );
    expect(lost).toEqual([]);
  });

  it("imports only what the table allows", () => {
    const wrong = modules.flatMap((module) =>
      module.imports
        .filter((target) => !allowed(module.path, target))
        .map((target) => `${module.path} imports ${target}`),
    );
    expect(wrong).toEqual([]);
  });

  it("has a row for every folder", () => {
    const rows = new Set(modules.map((module) => rowOf(module.path)));
    expect([...rows].filter((row) => importTable[row] === undefined)).toEqual([]);
  });

  it("is documented in docs/architecture.md", () => {
    const path = "docs/architecture.md";
    const [before = "", , after = ""] = readFileSync(path, "utf8").split(
      /(?<=<!-- import table -->\n\n)([\s\S]*?)(?=\n<!-- end -->)/,
    );
    const wanted = before + tableText() + after;
    if (process.env["UPDATE_GOLDEN"]) writeFileSync(path, wanted);
    expect(readFileSync(path, "utf8"), "UPDATE_GOLDEN=1 writes it").toBe(wanted);
  });

  it("has one owner per package", () => {
    const wrong = modules.flatMap((module) =>
      module.packages
        .filter((name) => !(packageOwners[name] ?? []).includes(rowOf(module.path)))
        .map((name) => `${module.path} imports ${name}`),
    );
    expect(wrong).toEqual([]);
  });

  it("has no import cycle, types counted", () => {
    expect(findCycle()).toBeUndefined();
  });

  it("keeps files and functions small", () => {
    const long = modules
      .map(({ path, file }) => ({ path, lines: file.getEndLineNumber() }))
      .filter(({ lines }) => lines > 401);
    expect(long).toEqual([]);
    expect(modules.flatMap(({ path, file }) => longFunctions(file).map((found) => `${path}: ${found}`))).toEqual([]);
  });

  it("says any nowhere", () => {
    const wrong = modules.filter(
      ({ file }) => /\bany\b/.test(file.getFullText()) && file.getDescendantsOfKind(SyntaxKind.AnyKeyword).length > 0,
    );
    expect(wrong.map(({ path }) => path)).toEqual([]);
  });

  it("documents every export", () => {
    const wrong = modules.flatMap(({ path, file }) =>
      file
        .getStatements()
        .filter((statement) => Node.isExportable(statement) && statement.isExported() && !isExempt(path))
        .filter(
          (statement) => !/\/\*\*/.test(statement.getFullText().slice(0, statement.getStart() - statement.getPos())),
        )
        .map((statement) => `${path}:${statement.getStartLineNumber()}`),
    );
    expect(wrong).toEqual([]);
  });

  it("reads no clock, locale, randomness or environment outside host and cli", () => {
    const banned =
      /\b(localeCompare|toLocale[A-Z]\w*|Date\.now|new Date\(\)|Math\.random|os\.EOL|process\.(cwd|env))\b/;
    const wrong = modules
      .filter(({ path }) => !/^(host|cli)\//.test(path))
      .flatMap(({ path, file }) => {
        const found = banned.exec(file.getFullText().replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, ""));
        return found === null ? [] : [`${path}: ${found[0]}`];
      });
    expect(wrong).toEqual([]);
  });

  it("gives every emitter the same shape, and no folder a drawer's name", () => {
    const emitters = readdirSync("src/emit").filter((name) => statSync(`src/emit/${name}`).isDirectory());
    expect(emitters.length).toBeGreaterThanOrEqual(3);
    const shape = ["README.md", "diagnostics.ts", "emit.ts", "index.ts", "options.ts", "types.ts", "views.ts"];
    for (const emitter of emitters) {
      // The types of messages are in src/topic: emit/kafka prints what is built there.
      const files = emitter === "kafka" ? shape.filter((name) => name !== "types.ts") : shape;
      expect(readdirSync(`src/emit/${emitter}`), emitter).toEqual(expect.arrayContaining(files));
    }
    const drawers = /(^|\/)(utils?|helpers?|common|core|lib|misc)(\/|\.ts$)/;
    expect(modules.map(({ path }) => path).filter((path) => drawers.test(path))).toEqual([]);
    // A folder may lie below an emitter's, one file per kind of something that has many, and below the commands, one per group.
    const tooDeep = (path: string) => path.split("/").length > (/^(emit|cli\/commands)\//.test(path) ? 4 : 3);
    expect(modules.map(({ path }) => path).filter(tooDeep)).toEqual([]);
  });
});

function isExempt(path: string): boolean {
  return path === "index.ts";
}

function allowed(from: string, to: string): boolean {
  const [source, target] = [rowOf(from), rowOf(to)];
  if (source === target) return source !== "emit/<x>" || from.split("/")[1] === to.split("/")[1];
  // The registry is the one file that names every emitter's descriptor.
  if (from === "emit/registry.ts" && target === "emit/<x>") return to.endsWith("/index.ts");
  return importTable[source]?.may.includes(target) ?? false;
}

function findCycle(): string | undefined {
  const state = new Map<string, "open" | "done">();
  const visit = (path: string, trail: readonly string[]): string | undefined => {
    if (state.get(path) === "done") return undefined;
    if (state.get(path) === "open") return [...trail.slice(trail.indexOf(path)), path].join(" -> ");
    state.set(path, "open");
    for (const target of byPath.get(path)?.imports ?? []) {
      const cycle = visit(target, [...trail, path]);
      if (cycle !== undefined) return cycle;
    }
    state.set(path, "done");
    return undefined;
  };
  for (const { path } of modules) {
    const cycle = visit(path, []);
    if (cycle !== undefined) return cycle;
  }
  return undefined;
}

/** The compiler's own nodes are read here: those of ts-morph count lines from the start of the file each time. */
function longFunctions({ compilerNode: file }: (typeof modules)[number]["file"]): string[] {
  const found: string[] = [];
  const lineOf = (offset: number) => file.getLineAndCharacterOfPosition(offset).line + 1;
  const visit = (node: ts.Node): void => {
    ts.forEachChild(node, visit);
    if (!isFunction(node)) return;
    const start = lineOf(node.getStart(file));
    const lines = lineOf(node.getEnd()) - start + 1;
    const name = node.name?.getText(file) ?? "function";
    if (lines > 60) found.push(`${name} at ${start} has ${lines} lines`);
    if (node.parameters.length > 3) found.push(`${name} at ${start} takes ${node.parameters.length} parameters`);
  };
  visit(file);
  return found;
}

function isFunction(
  node: ts.Node,
): node is ts.FunctionDeclaration | ts.MethodDeclaration | ts.ArrowFunction | ts.FunctionExpression {
  return (
    ts.isFunctionDeclaration(node) ||
    ts.isMethodDeclaration(node) ||
    ts.isArrowFunction(node) ||
    ts.isFunctionExpression(node)
  );
}
