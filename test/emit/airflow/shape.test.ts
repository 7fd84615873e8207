import { describe, expect, it } from "vitest";
import { isTried, runs } from "../../extent.ts";
import { irOf } from "../../ir-of.ts";
import { askPython, formatPython, hasPython, lintPython } from "../../python.ts";
import { hostile } from "../../quoting/hostile.ts";
import { filesWith, nameOf, type Spot, spots } from "../../quoting/project.ts";
import { dagsOf, emitDags } from "./project.ts";

/** The texts of a pipeline, and of the contracts in it, that stand in its DAG. */
const SPOTS = spots.filter(({ path, keys, part }) => {
  const name = String(keys.filter((key) => typeof key === "string").at(-1));
  if (part === "key") return false;
  if (path.endsWith(".pipeline.yaml")) return ["description", "owner", "email", "tags", "notify"].includes(name);
  return keys[0] === "contract" && name === "description";
});

/** Reads DAG files with Python: the shape of each, with what its literals are worth taken out, and those literals. */
const READ = `
import ast, json, sys

class Empty(ast.NodeTransformer):
    def __init__(self):
        self.texts = []
    def visit_Constant(self, node):
        if isinstance(node.value, str):
            self.texts.append(node.value)
            return ast.copy_location(ast.Constant("text"), node)
        return ast.copy_location(ast.Constant(0), node)

def read(text):
    empty = Empty()
    tree = empty.visit(ast.parse(text))
    return {"shape": ast.dump(tree), "texts": empty.texts}

print(json.dumps([read(text) for text in json.load(sys.stdin)]))
`;

interface ReadFile {
  readonly shape: string;
  readonly texts: readonly string[];
}

const HARMLESS = ["harmless_q7", "harmless q7", "2041-05-07", "harmless@q7.example"];

function dagWith(spot: Spot, text: string): string | undefined {
  try {
    return dagsOf(emitDags(irOf(filesWith(spot, text, false)))).get("daily.py");
  } catch {
    // Refused: the text never gets as far as a file. That refusals have places is tested for all spots elsewhere.
    return undefined;
  }
}

describe.skipIf(!hasPython())("a hostile text in a DAG file", () => {
  // Each spot gets a part of the texts, and together they get all.
  const cases = SPOTS.flatMap((spot, place) =>
    hostile.flatMap((text, index) => {
      if ((index + place) % 3 !== 0 || !isTried(index + place, 12)) return [];
      const dag = dagWith(spot, text);
      return dag === undefined ? [] : [{ spot, text, dag }];
    }),
  );
  const harmless = new Map(SPOTS.map((spot) => [nameOf(spot), HARMLESS.flatMap((text) => dagWith(spot, text) ?? [])]));

  it("has been let through many times", () => {
    expect(cases.length).toBeGreaterThan(runs(200));
    expect(new Set(cases.map(({ spot }) => nameOf(spot))).size).toBeGreaterThan(6);
  });

  it("leaves Python's own tree of the file as it is, and arrives as a text", () => {
    const read = askPython(
      READ,
      cases.map(({ dag }) => dag),
    ) as readonly ReadFile[];
    const expected = new Map(
      [...harmless].map(([name, dags]) => [
        name,
        (askPython(READ, dags) as readonly ReadFile[]).map(({ shape }) => shape),
      ]),
    );
    for (const [index, { spot, text }] of cases.entries()) {
      const title = `${JSON.stringify(text)} in ${nameOf(spot)}`;
      expect(expected.get(nameOf(spot)), title).toContain(read[index]?.shape);
      const isWhole = ["owner", "tags"].includes(String(spot.keys.filter((key) => typeof key === "string").at(-1)));
      if (isWhole && spot.path.endsWith(".pipeline.yaml")) expect(read[index]?.texts, title).toContain(text);
    }
  });

  it("is no Jinja where Airflow renders it", () => {
    for (const { spot, text, dag } of cases) {
      if (!spot.keys.includes("email")) continue;
      const [, to = ""] = /to=(\[[\s\S]*?\]),\n {12}subject=/.exec(dag) ?? [];
      const braces = to.match(/\{\{|\{%|\{#/g) ?? [];
      expect(braces.length, text).toBeLessThanOrEqual(1);
    }
  });

  it("leaves the file formatted and free of findings", () => {
    for (const { spot, text, dag } of cases.filter((_, index) => index % 23 === 0)) {
      const title = `${JSON.stringify(text)} in ${nameOf(spot)}`;
      expect(formatPython(dag), title).toBe(dag);
      expect(lintPython(dag, { airflow: true }), title).toEqual([]);
    }
  });
});
