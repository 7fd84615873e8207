import { describe, expect, it } from "vitest";
import { builtInEmitters } from "../../src/emit/registry.ts";
import { filesBelow } from "../emit/dbt/project.ts";

const orchestrators = builtInEmitters().flatMap(({ emitter }) => (emitter.orchestrator ? [emitter.name] : []));

/** Texts that only the room `running` may know: files, flags and variables of the tools that steps run. */
const FACTS = [
  ...["extract/", "dbt/", "great-expectations/", "run_suites", "profiles.yml", "manifest.json", "dex.duckdb"],
  ...["--table", "--full-refresh", "--select", "--exclude", "--resource-type", "--indirect-selection"],
  ...["source:", "source freshness", "--suite", "--duckdb", "--files"],
  ...["DEX_", "SOURCES__", "DESTINATION__", "dltVariable"],
];

describe("an orchestrator", () => {
  it("is one of these emitters", () => {
    expect(orchestrators).toEqual(["airflow"]);
  });

  it.each(orchestrators)("%s prints commands and knows none", (name) => {
    const sources = Object.entries(filesBelow(`src/emit/${name}`)).filter(([path]) => path.endsWith(".ts"));
    const templates = Object.entries(filesBelow(`templates/${name}`));
    expect(sources.length).toBeGreaterThan(5);
    const found = [...sources, ...templates].flatMap(([path, text]) =>
      FACTS.filter((fact) => withoutComments(text).includes(fact)).map((fact) => `${path}: ${fact}`),
    );
    expect(found).toEqual([]);
  });
});

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\/|^\s*(\/\/|\* ).*$/gm, "");
}
