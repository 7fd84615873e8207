import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type Command, type CommandTable, globalOptions, type OptionTable } from "../src/cli/command.ts";
import { commands } from "../src/cli/commands.ts";
import { optionUsage } from "../src/cli/help.ts";
import type { Catalogue } from "../src/diagnostics/define.ts";

/** Codes whose cause is not the text of contracts, and the test that brings each of them about. */
const CAUSED_ELSEWHERE: Readonly<Record<string, string>> = {
  ...causedIn("test/broker/plan.test.ts", "kafka", [
    "impossible-change",
    "unacknowledged-change",
    "unconfirmed-change",
    "refused-by-broker",
    "incompatible-schema",
  ]),
  ...causedIn("test/config/resolve.test.ts", "config", [
    "unknown-key",
    "wrong-type",
    "bad-folder",
    "unknown-code",
    "duplicate-emitter",
    "reserved-folder",
    "bad-glob",
  ]),
  ...causedIn("test/config/resolve.test.ts", "config", ["emitter-options"]),
  ...causedIn("test/check/actors.test.ts", "check", ["unused-key", "unused-pipeline"]),
  ...causedIn("test/cli/usage.test.ts", "config", ["not-loadable", "no-default-export"]),
  ...causedIn("test/config/load.test.ts", "config", ["unreadable"]),
  ...causedIn("test/cli/compile.test.ts", "read", ["unreadable", "symbolic-link"]),
  ...causedIn("test/cli/usage.test.ts", "read", ["no-documents"]),
  ...causedIn("test/read/read.test.ts", "read", [
    "too-large",
    "not-utf8",
    "vanished",
    "unusual-name",
    "outside-project",
  ]),
  ...causedIn("test/parse/parse.test.ts", "parse", ["too-many-nodes"]),
  ...causedIn("test/cli/compile.test.ts", "emit", ["unknown-target"]),
  ...causedIn("test/cli/generate.test.ts", "generate", ["no-contract", "every-table", "misspelled-table"]),
  ...causedIn("test/real/generate.test.ts", "generate", ["read-from-database", "unknown-table", "left-out-column"]),
  ...causedIn("test/emitters-page.test.ts", "emit", ["broken-template"]),
  ...causedIn("test/emit/run.test.ts", "emit", ["path-collision", "long-path", "time-limit"]),
  ...causedIn("test/config/time-limit.test.ts", "config", ["time-limit"]),
  ...causedIn("test/emit/dbt/team.test.ts", "dbt", ["macro-clash", "macro-path", "no-project"]),
  ...causedIn("test/emit/dbt/targets.test.ts", "dbt", ["unused-setting", "target-name", "target-variable"]),
  ...causedIn("test/emit/dbt/targets.test.ts", "airflow", ["unknown-target"]),
  ...causedIn("test/emit/airflow/pools.test.ts", "airflow", ["split-pool"]),
  ...causedIn("test/emit/dbt/team.test.ts", "link", ["duplicate-macro", "macro-reads"]),
  ...causedIn("test/verify/verify.test.ts", "verify", ["unparsable-output", "line-ends", "nonconforming-output"]),
  ...causedIn("test/cli/compile.test.ts", "write", ["edited", "foreign"]),
  ...causedIn("test/cli/compile.test.ts", "write", ["corrupt-manifest", "conflicted-manifest", "newer-manifest"]),
  ...causedIn("test/write/plan-write.test.ts", "write", ["in-the-way", "unreadable"]),
  ...causedIn("test/write/links.test.ts", "write", ["link"]),
  ...causedIn("test/write/apply.test.ts", "write", ["changed"]),
  ...causedIn("test/write/lock.test.ts", "write", ["locked"]),
  ...causedIn("test/write/failing.test.ts", "write", ["corrupt-journal", "failed", "interrupted"]),
};

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
    const path = "docs/diagnostics/README.md";
    if (process.env["UPDATE_GOLDEN"]) writeFileSync(path, indexText());
    expect(readFileSync(path, "utf8"), "npm run docs:index makes it again").toBe(indexText());
  });
});

describe("docs/cli.md", () => {
  it("names every command", () => {
    const page = readFileSync("docs/cli.md", "utf8");
    for (const name of Object.keys(commands)) expect(page).toContain(`\`dex ${name}`);
  });

  it("lists the options of every command", async () => {
    const path = "docs/cli.md";
    const tables = new Map([["dex", optionTable(globalOptions)]]);
    for (const [name, { options }] of await everyCommand(commands)) tables.set(name, optionTable(options, name));
    const page = readFileSync(path, "utf8");
    const wanted = page.replace(
      /(<!-- options: (.+) -->\n)[\s\S]*?(?=<!-- end -->)/g,
      (_, marker: string, name: string) => marker + (tables.get(name) ?? "no such command\n"),
    );
    if (process.env["UPDATE_GOLDEN"]) writeFileSync(path, wanted);
    expect(readFileSync(path, "utf8"), "npm run docs:index writes it").toBe(wanted);
    const marked = [...page.matchAll(/<!-- options: (.+) -->/g)].map(([, name]) => name);
    const withOptions = [...tables].filter(([, table]) => table !== "").map(([name]) => name);
    expect(marked).toEqual(withOptions);
  });
});

/** Every command that is not a group, by its full name, in the order of the help. */
async function everyCommand(table: CommandTable, path = ""): Promise<[string, Command][]> {
  const found: [string, Command][] = [];
  for (const [name, { load }] of Object.entries(table)) {
    const { command } = await load();
    if ("commands" in command) found.push(...(await everyCommand(command.commands, `${path}${name} `)));
    else found.push([`${path}${name}`, command]);
  }
  return found;
}

/** The options as a table; those of a command in a group are under its name. */
function optionTable(options: OptionTable, name = ""): string {
  const rows = Object.entries(options).map(([option, spec]) => {
    const short = spec.short === undefined ? "" : `, \`-${spec.short}\``;
    return `| \`${optionUsage(option, spec)}\`${short} | ${spec.help.replaceAll("|", "\\|")} |\n`;
  });
  const head = name.includes(" ") ? `\`dex ${name}\`` : "option";
  return rows.length === 0 ? "" : `\n| ${head} | does |\n|---|---|\n${rows.join("")}\n`;
}

function causedIn(test: string, phase: string, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [`${phase}/${name}`, test]));
}

/** The index: a table per phase, each code with its severity and the first sentence of its page. */
function indexText(): string {
  const head = `# Diagnostics

Every code has a page: what it means, an example, and what to do. \`dex explain CODE\` prints it. An error stops the compile before anything
is written; a warning can be silenced in the contract, with a reason: \`# dex-ignore check/rule: reason\`. This page is made by
\`npm run docs:index\`.
`;
  const phases = [...new Set(catalogues.filter(({ codes: own }) => own.length > 0).map(({ phase }) => phase))].sort();
  const sections = phases.map((phase) => {
    const rows = catalogues
      .filter((catalogue) => catalogue.phase === phase)
      .flatMap(({ codes: own, entries }) => own.map((code) => [code, severityOf(code, entries)] as const))
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([code, severity]) => `| [\`${code}\`](${code}.md) | ${severity} | ${firstSentence(code)} |\n`);
    return `\n## ${phase}\n\n| code | severity | what is wrong |\n|---|---|---|\n${rows.join("")}`;
  });
  return `${head}${sections.join("")}`;
}

function severityOf(code: string, entries: unknown): string {
  return (entries as Record<string, { severity: string }>)[code.slice(code.indexOf("/") + 1)]?.severity ?? "";
}

function firstSentence(code: string): string {
  const [, text = ""] = /^# .+\n\n([\s\S]*?)\n\n/.exec(readFileSync(`docs/diagnostics/${code}.md`, "utf8")) ?? [];
  const line = text.replaceAll("\n", " ").replaceAll("|", "\\|");
  return (/^.*?[.:](?= [A-Z`]|$)/.exec(line)?.[0] ?? line).replace(/:$/, ".");
}

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
