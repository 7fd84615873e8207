import { describe, expect, it } from "vitest";
import type { Report } from "../../src/diagnostics/diagnostic.ts";
import { parse } from "../../src/parse/parse.ts";
import type { Json } from "../../src/source/json.ts";
import { pointerTo } from "../../src/source/pointer.ts";
import { validate } from "../../src/validate/validate.ts";
import { BATCH, STREAM } from "./specs.ts";
import { COLUMN_LIST, FLAT, HOUSE, LONG, SHORT, TOPIC } from "./texts.ts";

/*
 * One mistake is one diagnostic: every key of every form is misspelled, and given a value of a wrong kind, one at a time; whatever else the
 * mistake makes go missing is not reported as well.
 */

const forms = { HOUSE, SHORT, LONG, FLAT, TOPIC, BATCH, STREAM, COLUMN_LIST: `name: a\ncolumns:\n${COLUMN_LIST}` };

/** Mappings whose keys are the user's own names. */
const NAMES = /\/(?:properties|validity|config|aggregates|uniqueness)$/;

interface Spot {
  readonly pointer: string;
  readonly keys: readonly (string | number)[];
}

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

function pointerOf({ at: place }: Report): string {
  return "pointer" in place ? place.pointer : "";
}

function isAt(report: Report | undefined, pointer: string): boolean {
  return report !== undefined && pointerOf(report) === pointer;
}

function shown(report: Report): string {
  return `${pointerOf(report)} ${report.code} ${report.message}`;
}

/** Every member and item of a value. */
function spots(value: Json, keys: readonly (string | number)[] = []): Spot[] {
  if (typeof value !== "object" || value === null) return [];
  const members: (string | number)[] = Array.isArray(value) ? value.map((_, index) => index) : Object.keys(value);
  return members.flatMap((key) => {
    const path = [...keys, key];
    return [{ pointer: pointerTo("", ...path), keys: path }, ...spots(at(value, [key]) ?? null, path)];
  });
}

function at(value: Json, keys: readonly (string | number)[]): Json | undefined {
  return keys.reduce<Json | undefined>(
    (node, key) => (node as Readonly<Record<string | number, Json>> | undefined)?.[key],
    value,
  );
}

function replaced(value: Json, keys: readonly (string | number)[], by: Json): Json {
  const copy = structuredClone(value);
  (at(copy, keys.slice(0, -1)) as Record<string | number, Json>)[keys.at(-1) ?? ""] = by;
  return copy;
}

/** The same value with one key called otherwise, at the same place among its neighbours. */
function renamed(value: Json, keys: readonly (string | number)[], name: string): Json {
  const parent = at(value, keys.slice(0, -1)) as Readonly<Record<string, Json>>;
  const entries = Object.entries(parent).map(([key, member]) => [key === keys.at(-1) ? name : key, member]);
  const mapping = Object.fromEntries(entries) as Json;
  return keys.length === 1 ? mapping : replaced(value, keys.slice(0, -1), mapping);
}
