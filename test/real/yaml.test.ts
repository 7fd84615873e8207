import { tmpdir } from "node:os";
import { beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { dbtAdapters } from "../../src/emit/dbt/options.ts";
import { emitDbt } from "../emit/dbt/project.ts";
import { compileFor } from "../quoting/compile.ts";
import { hostile } from "../quoting/hostile.ts";
import { filesWith, holdsLiteral, spots } from "../quoting/project.ts";
import { run } from "./command.ts";
import { proofIr } from "./dbt/proof.ts";
import { type Environment, environment } from "./environments/environment.ts";
import { withoutPython } from "./needs.ts";

/** Reads as dbt does. What JSON does not know, such as a date, is an error: our writer quotes what PyYAML would take for one. */
const READ = `
import json, sys, yaml
print(json.dumps([yaml.load(text, yaml.CSafeLoader) for text in json.load(sys.stdin)]))
`;

describe.skipIf(withoutPython())("YAML that dex writes", () => {
  let python: Environment;
  beforeAll(async () => {
    python = await environment("linters");
  });

  const read = async (texts: readonly string[]): Promise<unknown> => {
    const given = { cwd: tmpdir(), input: JSON.stringify(texts) };
    const { status, stdout, stderr } = await run(python.python, ["-c", READ], given);
    expect(stderr).toBe("");
    expect(status).toBe(0);
    return JSON.parse(stdout);
  };

  it("is read by PyYAML as it is read by JavaScript, for all adapters", async () => {
    const { files } = emitDbt(proofIr, { adapters: dbtAdapters });
    const texts = files.filter(({ language }) => language === "yaml").map(({ text }) => text);
    expect(texts.length).toBeGreaterThan(60);
    expect(await read(texts)).toEqual(texts.map((text) => parse(text)));
  });

  it("is read alike with a hostile text in every place of a project", async () => {
    const texts = new Set<string>();
    let compiled = 0;
    for (const [index, spot] of spots.entries())
      for (const turn of [0, 1, 2]) {
        const text = hostile[(index * 5 + turn * 17) % hostile.length] ?? "";
        const adapter = dbtAdapters[index % dbtAdapters.length] ?? "duckdb";
        const outcome = await compileFor(adapter, filesWith(spot, text, holdsLiteral(spot)));
        if ("errors" in outcome) continue;
        compiled++;
        for (const file of outcome.files) if (file.language === "yaml") texts.add(file.text);
      }
    expect(compiled).toBeGreaterThan(100);
    expect(texts.size).toBeGreaterThan(100);
    const all = [...texts];
    expect(await read(all)).toEqual(all.map((text) => parse(text)));
  });

  it("would be found out: PyYAML has its own idea of a date and of yes", async () => {
    expect(await read(["a: 'x'\nb: yes\n"])).not.toEqual([parse("a: 'x'\nb: yes\n")]);
  });
});
