import { describe, expect, it } from "vitest";
import { bashCommand } from "../../../src/emit/airflow/commands.ts";
import type { Argument } from "../../../src/running/command.ts";

const LONG = Array.from({ length: 20 }, (_, index) => `model_${index}`);

function printed(given: readonly Argument[], hasConstants = true) {
  const { parts, lists, imports, refreshes } = bashCommand(
    { tool: "dbt", arguments: given, folder: "" },
    { program: " uv  run dbt --debug ", hasConstants },
  );
  return { parts: parts.map(({ text }) => text), lists: lists.map(({ name }) => name), imports, refreshes };
}

describe("a command in bash", () => {
  it("quotes words, and reads variables", () => {
    const given = [
      "run",
      "a b",
      { kind: "variable", name: "X" },
      { kind: "variable", name: "Y", otherwise: "z" },
    ] as const;
    expect(printed(given)).toEqual({
      parts: [`'uv run dbt --debug run \\'a b\\' "$X" "\${Y:-z}"'`],
      lists: [],
      imports: [],
      refreshes: false,
    });
  });

  it("puts long lists into constants, and joins them as the words were joined", () => {
    const list = { kind: "list", name: "models", words: LONG } as const;
    expect(printed(["--select", list, { kind: "full-refresh", flag: "--full-refresh" }])).toEqual({
      parts: [expect.stringContaining('--select "'), '" ".join(MODELS)', "FULL_REFRESH"],
      lists: ["MODELS"],
      imports: [],
      refreshes: true,
    });
    expect(printed([{ ...list, flag: "--model" }]).parts.slice(1)).toEqual(['" --model ".join(MODELS)']);
    const quoted = { ...list, words: LONG.map((word) => `${word}*`) };
    expect(printed([quoted])).toMatchObject({ imports: ["shlex"] });
    expect(printed([quoted]).parts.slice(1)).toEqual(["shlex.join(MODELS)"]);
    expect(printed([{ ...quoted, flag: "-m" }]).parts.slice(1)).toEqual(['" -m ".join(map(shlex.quote, MODELS))']);
  });

  it("has no constant where two tasks would need the same one", () => {
    const { parts, lists } = printed(["--select", { kind: "list", name: "models", words: LONG }], false);
    expect(lists).toEqual([]);
    expect(parts).toEqual([expect.stringContaining(`--select ${LONG.join(" ")}"`)]);
  });

  it("ends with a blank after the name of a script, which Airflow would look for as a template", () => {
    const names = { kind: "list", name: "sources", words: ["source:shop.orders", "source:shop.sh"] } as const;
    expect(printed(["--select", names]).parts.at(-1)).toMatch(/source:shop\.sh "$/);
    const long = { ...names, words: [...LONG, "source:shop.bash"] };
    expect(printed(["--select", long]).parts.slice(-2)).toEqual(['" ".join(SOURCES)', '" "']);
    const refreshed = printed(["--table", "a.sh", { kind: "full-refresh", flag: "--full-refresh" }]).parts;
    expect(refreshed.slice(-2)).toEqual(["FULL_REFRESH", '" "']);
    expect(printed(["--table", "sh"]).parts.at(-1)).toMatch(/sh"$/);
  });
});
