import { describe, expect, it } from "vitest";
import type { Report } from "../../src/diagnostics/diagnostic.ts";
import { parse } from "../../src/parse/parse.ts";
import type { Json } from "../../src/source/json.ts";
import { validate } from "../../src/validate/validate.ts";
import { at, pointerOf, renamed, replaced, shown, spots } from "./mutate.ts";
import { BATCH, STREAM } from "./specs.ts";
import { COLUMN_LIST, FLAT, HOUSE, LONG, SHORT, TOPIC } from "./texts.ts";

/*
 * One mistake is one diagnostic: every key of every form is misspelled, and given a value of a wrong kind, one at a time; whatever else the
 * mistake makes go missing is not reported as well.
 */

const forms = { HOUSE, SHORT, LONG, FLAT, TOPIC, BATCH, STREAM, COLUMN_LIST: `name: a\ncolumns:\n${COLUMN_LIST}` };

/** Mappings whose keys are the user's own names. */
const NAMES = /\/(?:properties|validity|config|aggregates|uniqueness)$/;

describe("a mistake in a document", () => {
  it.each(Object.entries(forms))("is one diagnostic: a misspelled key of %s", (form, text) => {
    const value = jsonOf(text);
    const wrong = spots(value).flatMap(({ pointer, keys }) => {
      const key = String(keys.at(-1));
      if (typeof keys.at(-1) === "number" || key === "$schema" || isName(form, pointer)) return [];
      const reports = reportsOf(renamed(value, keys, `${key}x`));
      return reports.length === 1 && isAt(reports[0], `${pointer}x`) && reports[0]?.message.includes(`"${key}"`)
        ? []
        : [`${pointer}: ${reports.map(shown).join(" | ") || "nothing"}`];
    });
    expect(wrong).toEqual([]);
  });

  it.each(Object.entries(forms))("is one diagnostic: a value of a wrong kind in %s", (_form, text) => {
    const value = jsonOf(text);
    const wrong = spots(value).flatMap(({ pointer, keys }) => {
      const old = at(value, keys);
      const worse = typeof old === "object" && old !== null ? "text" : [[]];
      const reports = reportsOf(replaced(value, keys, worse));
      const [report] = reports;
      // Documentation takes nearly anything; where a text may stand for a list of one, its columns are for check to judge.
      if (reports.length === 0 && worse === "text") return [];
      return reports.length === 1 && report !== undefined && pointerOf(report).startsWith(pointer)
        ? []
        : [`${pointer}: ${reports.map(shown).join(" | ") || "nothing"}`];
    });
    expect(wrong).toEqual([]);
  });
});

function jsonOf(text: string): Json {
  const [parsed] = parse([{ path: "a.yaml", text, hash: "" }]).value;
  return JSON.parse(JSON.stringify(parsed?.value ?? null)) as Json;
}

function reportsOf(value: Json): readonly Report[] {
  return validate([{ path: "a.yaml", value, ignores: [] }]).diagnostics;
}

function isName(form: string, pointer: string): boolean {
  const parent = pointer.slice(0, pointer.lastIndexOf("/"));
  return NAMES.test(parent) || (form === "FLAT" && parent === "/schema");
}

function isAt(report: Report | undefined, pointer: string): boolean {
  return report !== undefined && pointerOf(report) === pointer;
}
