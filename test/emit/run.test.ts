import { describe, expect, it } from "vitest";
import { defineDiagnostics } from "../../src/diagnostics/define.ts";
import { collect } from "../../src/emit/collect.ts";
import { assertionsOf } from "../../src/emit/coverage.ts";
import { defineEmitter, type Emit, type EmittedFile } from "../../src/emit/emitter.ts";
import { type Made, runEmitters } from "../../src/emit/run.ts";
import type { TimeLimit } from "../../src/emit/time-limit.ts";
import { TimeLimitExceeded, withinTime } from "../../src/host/time-limit.ts";
import type { Coverage } from "../../src/ir/coverage.ts";
import { Bug } from "../../src/text/bug.ts";
import { irOf } from "../ir-of.ts";

const ir = irOf({
  "contracts/orders.yaml":
    'contract: {name: orders, version: "1.0.0", owner: a@b.example}\nschema: {properties: {id: {type: string, not_null: true}}}\n',
});
const ids = assertionsOf(ir).map(({ id }) => id);

function file(path: string, more: Partial<EmittedFile> = {}): EmittedFile {
  return { path, text: "x\n", language: "text", sources: [{ path: "contracts/orders.yaml", pointer: "" }], ...more };
}

function covered(how: Coverage["how"] = "documented", more: Partial<Coverage> = {}): Coverage[] {
  return ids.map((assertion) => ({ assertion, target: "pages", how, ...more }));
}

const run = (...emits: readonly Emit<object>[]) => runWith({}, ...emits);

async function runWith(more: { readonly limit?: TimeLimit }, ...emits: readonly Emit<object>[]) {
  const emitters = emits.map((emit, index) => {
    const name = `emitter${index}`;
    const make = defineEmitter({
      name,
      diagnostics: defineDiagnostics(name, {}),
      readOptions: () => ({ value: {} }),
      load: async () => ({ emit }),
    });
    return { emitter: make().emitter, options: {} };
  });
  const { receive, made } = collect();
  const diagnostics = await runEmitters({ ir, emitters, render: () => ({ text: "", blocks: [] }), receive, ...more });
  return { ...made(), diagnostics };
}

const writes =
  (...paths: readonly string[]): Emit<object> =>
  () => ({ files: paths.map((path) => file(path)), coverage: covered(), diagnostics: [] });

describe("running emitters", () => {
  it("gives their files sorted by path, each with the emitter that made it", async () => {
    const { files, diagnostics } = await run(writes("b", "Z"), writes("a"));
    expect(diagnostics).toEqual([]);
    expect(files.map(({ path, emitter }) => [path, emitter])).toEqual([
      ["Z", "emitter0"],
      ["a", "emitter1"],
      ["b", "emitter0"],
    ]);
  });

  it.each([
    [["x/a.sql"], ["x/a.sql"]],
    [["x/a.sql", "x/A.sql"], []],
  ])("reports two files in one place, also by case: emit/path-collision", async (first, second) => {
    const { diagnostics } = await run(writes(...first), writes(...second));
    expect(diagnostics).toMatchObject([
      { code: "emit/path-collision", severity: "error", at: { path: "contracts/orders.yaml" } },
    ]);
  });

  it.each([
    [["x/a"], ["x/a/b.sql"], "x/a is both"],
    [["x/a/b/c.sql", "x/a/d.sql"], ["x/A"], "x/a is both"],
    [["x"], ["x/a/b/c.sql", "x/a/d.sql"], "x is both"],
  ])("reports a path that is both a file and a folder: emit/path-collision", async (first, second, wanted) => {
    const { diagnostics } = await run(writes(...first), writes(...second));
    expect(diagnostics).toMatchObject([{ code: "emit/path-collision", severity: "error" }]);
    expect(diagnostics[0]?.message).toContain(wanted);
  });

  it.each([
    ["too long", `x/${"y".repeat(100)}/${"z".repeat(100)}`],
    ["a device of Windows", "x/con/orders.sql"],
    ["of a part that is too long", `${"orders".repeat(25)}.sql`],
  ])("reports a path that is %s, once for each document: emit/long-path", async (_, path) => {
    const { diagnostics } = await run(writes(path, `${path}2`));
    expect(diagnostics).toMatchObject([{ code: "emit/long-path", at: { path: "contracts/orders.yaml" } }]);
    expect(diagnostics[0]?.message).toContain("limit 180");
    if (path.includes("orders")) expect(diagnostics[0]?.message).toContain('Shorten "name" (6 characters)');
  });

  it.each<[string, () => unknown]>([
    [
      "loops",
      () => {
        for (;;);
      },
    ],
    ["never resolves", () => new Promise(() => {})],
    [
      "yields parts without end",
      function* () {
        for (;;) yield { files: [], coverage: [], diagnostics: [] };
      },
    ],
  ])("stops an emitter of the project that %s: emit/time-limit", async (_, emit) => {
    const limit: TimeLimit = {
      seconds: 0.3,
      isOwn: () => false,
      run: withinTime,
      isExceeded: (error) => error instanceof TimeLimitExceeded,
    };
    const { diagnostics } = await runWith({ limit }, emit as Emit<object>, writes("a"));
    expect(diagnostics).toMatchObject([
      { code: "emit/time-limit", message: expect.stringContaining('The emitter "emitter0" did not end within 0.3 s') },
    ]);
  });

  it.each([undefined, 7, "x", {}, [1]])("names the emitter if it does not return an emission: %j", async (made) => {
    await expect(run((() => made) as unknown as Emit<object>)).rejects.toThrow('emitter "emitter0" failed');
  });

  it("takes more records than a call takes arguments", async () => {
    const many = <T>(item: T) => Array.from({ length: 200_000 }, () => item);
    const [record] = covered();
    if (record === undefined) throw new Error("no assertion");
    const report = {
      code: "pages/x",
      severity: "info",
      message: "",
      at: { path: "", pointer: "" },
      related: [],
    } as const;
    const { coverage, diagnostics } = await run(() => ({
      files: [],
      coverage: [...covered(), ...many(record)],
      diagnostics: many(report),
    }));
    expect([coverage.length, diagnostics.length]).toEqual([200_000 + ids.length, 200_000]);
  });

  it("hands on each part before the emitter makes the next", async () => {
    const log: string[] = [];
    const emitters = defineEmitter({
      name: "parts",
      diagnostics: defineDiagnostics("parts", {}),
      readOptions: () => ({ value: {} }),
      load: async () => ({
        *emit() {
          for (const [index, record] of covered().entries()) {
            log.push(`makes ${index}`);
            yield { files: [file(`f${index}`)], coverage: [record], diagnostics: [] };
          }
        },
      }),
    });
    const receive = ({ files, coverage }: Made) => log.push(`takes ${files[0]?.path} ${coverage[0]?.assertion}`);
    const options = {};
    await runEmitters({
      ir,
      emitters: [{ ...emitters(), options }],
      render: () => ({ text: "", blocks: [] }),
      receive,
    });
    expect(log).toEqual(ids.flatMap((id, index) => [`makes ${index}`, `takes f${index} ${id}`]));
  });

  it("finds two files in one place, also when they are in two parts", async () => {
    const { diagnostics } = await run(function* () {
      yield { files: [file("a")], coverage: covered(), diagnostics: [] };
      yield { files: [file("A")], coverage: [], diagnostics: [] };
    });
    expect(diagnostics).toMatchObject([{ code: "emit/path-collision" }]);
  });

  it("names an emitter that crashes between two parts, and one whose parts leave an assertion out", async () => {
    const crash = run(function* () {
      yield { files: [file("a")], coverage: covered(), diagnostics: [] };
      throw new TypeError("x is not a function");
    });
    await expect(crash).rejects.toThrow(new Bug('emitter "emitter0" failed: x is not a function'));
    const lazy = run(function* () {
      for (const record of covered().slice(1)) yield { files: [], coverage: [record], diagnostics: [] };
    });
    await expect(lazy).rejects.toThrow(`emitter "emitter0" returned no coverage for "${ids[0]}"`);
  });

  it("names the emitter that crashes, and keeps its error as the cause", async () => {
    const crash = run(writes("a"), () => {
      throw new TypeError("x is not a function");
    });
    await expect(crash).rejects.toThrow(new Bug('emitter "emitter1" failed: x is not a function'));
    await expect(crash).rejects.toMatchObject({ cause: expect.any(TypeError) });
  });

  it("holds each emitter to a record for every assertion, and none for another", async () => {
    const without: Emit<object> = () => ({ files: [], coverage: covered().slice(1), diagnostics: [] });
    await expect(run(without)).rejects.toThrow(`emitter "emitter0" returned no coverage for "${ids[0]}"`);
    const invented: Emit<object> = () => ({
      files: [],
      coverage: [...covered(), { assertion: "x.y", target: "pages", how: "test" }],
      diagnostics: [],
    });
    await expect(run(invented)).rejects.toThrow('covers "x.y", which does not exist');
  });

  it("warns of what a target cannot check, at the promise, unless nobody expects it: emit/unsupported-assertion", async () => {
    const emits =
      (coverage: readonly Coverage[]): Emit<object> =>
      () => ({ files: [], coverage, diagnostics: [] });
    const { diagnostics } = await run(emits(covered("unsupported", { why: "pages check nothing" })));
    expect(diagnostics.map(({ code, severity }) => `${severity} ${code}`)).toEqual(
      ids.map(() => "warning emit/unsupported-assertion"),
    );
    expect(diagnostics.map(({ message }) => message)).toContain(
      'pages cannot check "orders.id.not_null": pages check nothing. Invalid rows pass there. "dex coverage" shows which targets check it.',
    );
    expect(diagnostics.every(({ at }) => at.path === "contracts/orders.yaml")).toBe(true);
    expect((await run(emits(covered("unsupported", { expected: true })))).diagnostics).toEqual([]);
  });
});
