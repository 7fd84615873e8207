import { execFile } from "node:child_process";
import { cpSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { Project, ts } from "ts-morph";
import { afterAll, describe, expect, it } from "vitest";
import { DRIVERS } from "../../src/emit/typescript/template-names.ts";
import { install } from "../emit/typescript/package.ts";
import { emitTypescript, projectIr } from "../emit/typescript/project.ts";
import { goodOrder } from "../emit/typescript/rows.ts";
import { consumer, deprecated, script, topic } from "./typescript/consumer.ts";

const run = promisify(execFile);
const { files } = emitTypescript(projectIr, { zod: true, kafka: true });
const installed = install(files);
afterAll(installed.remove);

/** As strict as a compiler can be. */
const STRICT = {
  target: "es2022",
  lib: ["es2023"],
  module: "nodenext",
  types: [],
  strict: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  noPropertyAccessFromIndexSignature: true,
  isolatedModules: true,
  verbatimModuleSyntax: true,
  noEmit: true,
} as const;

const COMPILERS = { "5.5": "typescript-5.5", "6.0": "typescript", "7.0": "typescript-7.0" } as const;

/** Writes a file and a tsconfig for it alone, and compiles; what the compiler says. */
async function compile(
  version: keyof typeof COMPILERS,
  { name, text, options }: { readonly name: string; readonly text?: string; readonly options?: object },
): Promise<string> {
  if (text !== undefined) writeFileSync(join(installed.root, name), text);
  const config = `${name.replaceAll("/", "-")}.${version}.json`;
  const project = { compilerOptions: { ...STRICT, ...options }, files: [name] };
  writeFileSync(join(installed.root, config), JSON.stringify(project));
  const compiler = resolve("node_modules", COMPILERS[version], "bin/tsc");
  return await run(process.execPath, [compiler, "-p", config], { cwd: installed.root }).then(
    ({ stdout }) => stdout,
    ({ stdout, message }: { stdout?: string; message: string }) => stdout || message,
  );
}

describe.each(Object.keys(COMPILERS) as (keyof typeof COMPILERS)[])("TypeScript %s", (version) => {
  writeFileSync(join(installed.root, "package.json"), '{"type": "module"}');

  it("compiles a consumer, and tells it every mistake that the types can tell", async () => {
    // The declarations of zod and Kysely need not suit every compiler; those of the package do, below.
    expect(await compile(version, { name: "consumer.ts", text: consumer, options: { skipLibCheck: true } })).toBe("");
  });

  it("finds nothing in the package's own declarations", async () => {
    const names = [
      "index",
      "contracts/orders",
      "contracts/customers",
      "contracts/user_events",
      "kafka/user_events",
      ...DRIVERS.map((name) => `drivers/${name}`),
    ];
    const lines = names.map(
      (name, index) => `export * as n${index} from "./node_modules/shop-contracts/${name}.js";\n`,
    );
    expect(await compile(version, { name: "declarations.ts", text: lines.join("") })).toBe("");
  });

  it("compiles a consumer of a topic that is stopped by a signal and closed by itself", async () => {
    const options = { lib: ["es2023", "dom"] };
    expect(await compile(version, { name: "topic.ts", text: topic, options })).toBe("");
  });
});

describe("the scripts of the package", () => {
  it("have no type error inside", async () => {
    const options = { allowJs: true, checkJs: true, skipLibCheck: true, noUnusedLocals: true, maxNodeModuleJsDepth: 5 };
    // Outside node_modules, where compilers check scripts as well.
    const home = join(installed.root, "src");
    cpSync(join(installed.root, "node_modules/shop-contracts"), home, { recursive: true });
    // What is handed to the Kafka client is checked by running it (kafka-client.test.ts).
    const names = readdirSync(join(home, "runtime")).filter((name) => name.endsWith(".js") && !/^kafka/.test(name));
    expect(names.length).toBe(17);
    const text = `${names.map((name) => `import "./src/runtime/${name}";`).join("\n")}\n`;
    expect(await compile("6.0", { name: "scripts.ts", text, options })).toBe("");
    // And would be seen.
    const wrong = join(home, "runtime/numbers.js");
    writeFileSync(wrong, readFileSync(wrong, "utf8").replace("return { digits: -digits, scale };", "return -digits;"));
    expect(await compile("6.0", { name: "scripts.ts", options })).toContain("numbers.js");
  });

  it("run in plain Node, through the package's exports alone", async () => {
    writeFileSync(join(installed.root, "script.js"), script);
    const { stdout } = await run(process.execPath, ["script.js", JSON.stringify(goodOrder)], { cwd: installed.root });
    expect(stdout).toBe("done\n");
  });

  it("are formatted, with their types, as Biome and Prettier do by default", async () => {
    const config = {
      formatter: { indentStyle: "space", lineWidth: 80 },
      linter: { enabled: false },
      assist: { enabled: false },
    };
    writeFileSync(join(installed.root, "biome.json"), JSON.stringify(config));
    cpSync(join(installed.root, "node_modules/shop-contracts"), join(installed.root, "formatted"), { recursive: true });
    const biome = resolve("node_modules/.bin/biome");
    const { stdout, stderr } = await run(biome, ["format", "--colors=off", "formatted"], { cwd: installed.root });
    expect(stdout + stderr).toContain(`Checked ${files.length} files`);
  });
});

describe("npm's own judges", () => {
  const home = join(installed.root, "node_modules/shop-contracts");
  const tool = (name: string, ...given: readonly string[]) =>
    run(resolve("node_modules/.bin", name), given, { cwd: home, env: { ...process.env, NO_COLOR: "1" } });

  it("publint and arethetypeswrong find nothing in the package", async () => {
    expect((await tool("publint", "--strict")).stdout).toContain("All good!");
    // A problem is an exit code other than 0, and so an error here; what only old ways of resolving would miss is left out by the profile.
    const { stdout } = await tool("attw", "--pack", ".", "--profile", "esm-only");
    expect(stdout).toContain('"shop-contracts/zod/user_events"');
  });
});

describe("an editor", () => {
  const project = new Project({ compilerOptions: { module: ts.ModuleKind.NodeNext, strict: true, types: [] } });
  const path = join(installed.root, "deprecated.ts");
  writeFileSync(path, deprecated);
  project.addSourceFileAtPath(path);

  it("strikes a deprecated column through, and shows what the contract says", () => {
    const { compilerObject: service } = project.getLanguageService();
    const [suggestion] = service.getSuggestionDiagnostics(path);
    expect(suggestion?.messageText).toContain("'note' is deprecated");
    const at = readFileSync(path, "utf8").lastIndexOf("note");
    const info = service.getQuickInfoAtPosition(path, at);
    expect(info?.tags?.map(({ name, text }) => [name, ts.displayPartsToString(text)])).toEqual([
      ["deprecated", "since 1.1.0; gone on 2027-01-01; use sku instead."],
    ]);
  });

  it("finds no tag that a contract's text made", () => {
    const file = project.addSourceFileAtPath(join(installed.root, "node_modules/shop-contracts/contracts/orders.d.ts"));
    const row = file.getInterfaceOrThrow("OrdersRow");
    const [doc] = row.getJsDocs();
    expect(doc?.getTags()).toEqual([]);
    expect(doc?.getCommentText()).toContain("Ends with *\\/ and \\{\\@link x\\} and \\@deprecated.");
  });
});
