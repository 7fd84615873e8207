import { expect } from "vitest";
import type { Report } from "../../src/diagnostics/diagnostic.ts";
import type { Document } from "../../src/language/document.ts";
import { parse } from "../../src/parse/parse.ts";
import { validate } from "../../src/validate/validate.ts";

/** A text as a document, and what validate has to say about it. */
function read(text: string): { document: Document | undefined; reports: readonly Report[] } {
  const parsed = parse([{ path: "contracts/a.yaml", text, hash: "" }]);
  expect(parsed.diagnostics).toEqual([]);
  const { value, diagnostics } = validate(parsed.value);
  return { document: value[0], reports: diagnostics };
}

/** A clean text's document without its pointers: what it says, and nothing about where. Notes may be about it. */
export function said(text: string): Readonly<Record<string, unknown>> {
  const { document, reports } = read(text);
  expect(reports.filter(({ severity }) => severity !== "info")).toEqual([]);
  return bare(document) as Readonly<Record<string, unknown>>;
}

/** Located values become values; pointers and paths go. */
function bare(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(bare);
  if (typeof value !== "object" || value === null) return value;
  const isDocument = "path" in value && "kind" in value;
  const keys = Object.keys(value).filter((key) => key !== "pointer" && !(isDocument && key === "path"));
  if ("pointer" in value && keys.length === 1 && "value" in value) return bare(value.value);
  return Object.fromEntries(keys.map((key) => [key, bare((value as Readonly<Record<string, unknown>>)[key])]));
}
