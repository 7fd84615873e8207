import { check } from "../../src/check/check.ts";
import { link } from "../../src/link/link.ts";
import { parse } from "../../src/parse/parse.ts";
import { validate } from "../../src/validate/validate.ts";

/** What check says of a project given as texts by path. Every phase before it must have nothing to say. */
export function checked(files: Readonly<Record<string, string>>): readonly string[] {
  const sources = Object.entries(files).map(([path, text]) => ({ path: `contracts/${path}`, text, hash: path }));
  const [sql, documents] = [true, false].map((isSql) => sources.filter(({ path }) => path.endsWith(".sql") === isSql));
  const parsed = parse(documents ?? []);
  const validated = validate(parsed.value);
  const linked = link(validated.value, sql ?? []);
  const before = [...parsed.diagnostics, ...validated.diagnostics, ...linked.diagnostics];
  if (before.length > 0) throw new Error(before.map(({ code, message }) => `${code}: ${message}`).join("\n"));
  return check(linked.value).map(({ code, message }) => `${code.replace("check/", "")}: ${message}`);
}

/** The names of what check says. */
export function codes(files: Readonly<Record<string, string>>): readonly string[] {
  return checked(files).map((message) => message.split(":")[0] ?? "");
}

/** A contract in the house form: its columns (in braces), and whatever else it says. */
export function contract(name: string, columns: string, rest = ""): string {
  return `contract: {name: ${name}, version: "1.0.0", owner: data@example.com}\n${rest}\nschema: {type: object, properties: {${columns}}}\n`;
}
