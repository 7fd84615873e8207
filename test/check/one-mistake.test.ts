import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { check } from "../../src/check/check.ts";
import type { Report } from "../../src/diagnostics/diagnostic.ts";
import { link } from "../../src/link/link.ts";
import { parse } from "../../src/parse/parse.ts";
import type { Json } from "../../src/source/json.ts";
import { validate } from "../../src/validate/validate.ts";
import { atWrittenPlaces } from "../../src/validate/written-places.ts";
import { isTried } from "../extent.ts";
import { at, pointerOf, renamed, replaced, shown, spots } from "../validate/mutate.ts";

/*
 * One mistake gives one diagnostic in the whole project. Each case takes a file of the shop and misspells one key, renames it, or replaces its value.
 * Nothing that follows from the mistake is reported as well, neither in this file nor in the files that refer to it.
 */

const files = readdirSync("contracts").map((name) => ({
  path: `contracts/${name}`,
  text: readFileSync(`contracts/${name}`, "utf8"),
  hash: "",
}));
const sql = files.filter(({ path }) => path.endsWith(".sql"));
const documents = parse(files.filter(({ path }) => path.endsWith(".yaml"))).value;

/** Each document as it is written, validated once: a case changes one document, and `validate` reads each by itself. */
const validated = new Map(documents.map((one) => [one.path, validate([one])]));

function reportsOf(path: string, value: Json): readonly Report[] {
  const read = documents.flatMap((one) =>
    one.path === path ? validate([{ ...one, value }]) : (validated.get(one.path) ?? []),
  );
  const all = read.flatMap((outcome) => outcome.value);
  const model = link(all, sql);
  const found = read.flatMap(({ diagnostics }) => diagnostics);
  return [...found, ...atWrittenPlaces([...model.diagnostics, ...check(model.value)], all)];
}

/** A member of a mapping whose keys are the user's own names; payments is in the flat form. */
function isNamed(path: string, pointer: string): boolean {
  const owner = /payments/.test(path) ? /^\/schema\/[^/]+$/ : /\/(?:properties|config|aggregates)\/[^/]+$/;
  return owner.test(pointer);
}

const KINDS = [
  "customers.contract",
  "payments.contract",
  "user_events.contract",
  "daily_orders.pipeline",
  "user_events.pipeline",
];
const mutated = documents.filter(({ path }) => KINDS.some((name) => path === `contracts/${name}.yaml`));

it("mutates a file of each kind", () => {
  expect(mutated).toHaveLength(KINDS.length);
});

describe.each(mutated.map(({ path, value }) => [path, JSON.parse(JSON.stringify(value)) as Json] as const))(
  "a mistake in %s",
  (path, value) => {
    /** The places to change: in the fast suite one in three, from the given turn on. */
    const tried = (turn: number) => spots(value).filter((_, index) => isTried(index, 3, turn));

    it("starts from a clean project", () => {
      expect(reportsOf(path, value).map(shown)).toEqual([]);
    });

    it.each(["misspelled", "renamed"])("gives one diagnostic: a key that is %s", (how) => {
      const wrong = tried(how === "misspelled" ? 0 : 1).flatMap(({ pointer, keys }) => {
        const key = String(keys.at(-1));
        if (typeof keys.at(-1) === "number" || key === "$schema" || isNamed(path, pointer)) return [];
        const name = how === "misspelled" ? `${key}x` : "qqqqqqqqqq";
        const reports = reportsOf(path, renamed(value, keys, name));
        const parent = pointer.slice(0, pointer.lastIndexOf("/"));
        const hits = reports.filter((report) => pointerOf(report).startsWith(parent));
        // A renamed key is unknown to dex, so a required key may be missing as well.
        const codes =
          how === "misspelled"
            ? ["unknown-key", "misspelled-document"]
            : ["unknown-key", "missing-key", "unknown-document"];
        const isAsked = reports.every(({ code }) => codes.includes(code.replace("validate/", "")));
        const most = how === "misspelled" ? 1 : 2;
        const asked = isAsked && hits.length === reports.length && reports.length > 0 && reports.length <= most;
        return asked ? [] : [`${pointer}: ${reports.map(shown).join(" | ")}`];
      });
      expect(wrong).toEqual([]);
    });

    it("is reported as a secret and never repeated: a password in place of a value", () => {
      const wrong = tried(2).flatMap(({ pointer, keys }) => {
        const reports = reportsOf(path, replaced(value, keys, "postgres://shop:hunter2@db/shop"));
        const here = reports.filter((report) => pointerOf(report) === pointer && report.at.path === path);
        const isTold = here.length === 1 && here[0]?.code === "validate/secret";
        const isRepeated = reports.some(({ message }) => message.includes("hunter2"));
        return isTold && !isRepeated ? [] : [`${pointer}: ${reports.map(shown).join(" | ")}`];
      });
      expect(wrong).toEqual([]);
    });

    it("gives one diagnostic: a value of a wrong kind", () => {
      const wrong = tried(0).flatMap(({ pointer, keys }) => {
        const old = at(value, keys);
        const reports = reportsOf(path, replaced(value, keys, typeof old === "object" && old !== null ? "text" : [[]]));
        return reports.length <= 1 ? [] : [`${pointer}: ${reports.map(shown).join(" | ")}`];
      });
      expect(wrong).toEqual([]);
    });
  },
);
