import { describe, expect, it } from "vitest";
import { VERSION } from "../../src/language/scalars.ts";
import { FORMATS, WIRE } from "../../src/text/grammars.ts";
import { madePatterns, type OwnPattern, ownPatterns, slowAttack, timeOf } from "./own-patterns.ts";

/** The patterns that a program composes: those of formats, and of places whose parts are constants. */
const COMPOSED: readonly OwnPattern[] = [
  ...Object.entries({ ...FORMATS, ...WIRE }).map(([place, source]) => ({ place, source, flags: "u" })),
  { place: "VERSION", source: VERSION.source, flags: "" },
  { place: "a key of the config", source: "\\bcontracts\\b(?=\\s*[:(])", flags: "" },
  {
    place: "a name of a CTE",
    source: "\\bfinal\\b\\s*(?:\\([^()]*\\)\\s*)?as\\s*(?:not\\s+)?(?:materialized\\s*)?\\(",
    flags: "i",
  },
  { place: "the definition of a macro", source: "\\{%-?\\s*macro\\s+(?:[a-z]+__)?dex_changes\\b", flags: "" },
  { place: "a mark", source: "\ufdd0(\\d+);|\ufdd1|\ufdd2([012])", flags: "g" },
];

/** Where src composes a pattern. A new one belongs above, unless it is one of a contract, which dex has judged, or a copy of a literal. */
const MADE = {
  "src/check/fields/own-rules.ts": 1,
  "src/check/models/missing-columns.ts": 1,
  "src/config/resolve.ts": 1,
  "src/dialect/controls.ts": 2,
  "src/emit/dbt/changes-part.ts": 1,
  "src/emit/dbt/sql-body.ts": 1,
  "src/emit/great-expectations/query-text.ts": 1,
  "src/emit/marks.ts": 2,
  "src/host/memory.ts": 1,
  "src/judge/fit.ts": 1,
  "src/judge/value-rule.ts": 1,
  "src/language/scalar-kinds.ts": 1,
  "src/language/scalars.ts": 1,
  "src/sql/jinja-references.ts": 2,
  "src/sql/query-tokens.ts": 1,
  "src/sql/tokens.ts": 1,
  "src/text/grammars.ts": 1,
};

const ENDS_ITSELF =
  "What opens a comment or a string never fails: it may also end with the text. So the first try takes it all.";
const ENDS_THE_TEXT = "The first character that is no token ends the run, so there is no second try.";

/** The patterns whose search, as the analysis sees it, can begin in two ways, and why that takes no time. */
const LINEAR: Readonly<Record<string, string>> = {
  "src/broker/compatibility/compatibility.ts": ENDS_ITSELF,
  "src/broker/compatibility/protobuf-file.ts": ENDS_ITSELF,
  "src/emit/dbt/sql-body.ts": ENDS_ITSELF,
  "src/engine/postgres.ts": ENDS_ITSELF,
  "src/language/json-schema/differences.ts": ENDS_ITSELF,
  "src/sql/jinja-references.ts": ENDS_ITSELF,
  "templates/typescript/runtime/driver-json.js.njk": ENDS_ITSELF,
  "templates/typescript/runtime/driver-values.js.njk": ENDS_ITSELF,
  "templates/typescript/runtime/kafka-messages.js.njk": ENDS_ITSELF,
  "src/config/self-contained.ts": ENDS_THE_TEXT,
  "src/engine/check-expression.ts": ENDS_THE_TEXT,
  "src/sql/tokens.ts": ENDS_THE_TEXT,
  "src/sql/query-tokens.ts": "Every token may end behind each of its characters, so it never fails.",
  "src/validate/secret-patterns.ts": "It begins behind each :// only, and no try goes beyond the next slash.",
};

const patterns = [...ownPatterns(), ...COMPOSED];

describe("a pattern of dex or of a generated file", () => {
  it("takes linear time, by its automaton", () => {
    const slow = patterns.filter((pattern) => timeOf(pattern) !== "linear");
    expect(slow.filter(({ place }) => LINEAR[place.replace(/:\d+$/, "")] === undefined)).toEqual([]);
    expect(new Set(slow.map(({ place }) => place.replace(/:\d+$/, "")))).toEqual(new Set(Object.keys(LINEAR)));
    expect(patterns.length).toBeGreaterThan(350);
  });

  it("takes steps in proportion to the string in a matcher that backtracks", () => {
    expect(patterns.filter((pattern) => slowAttack(pattern) !== undefined)).toEqual([]);
  });

  it("is a literal, or composed in a place that this test knows", () => {
    expect(madePatterns()).toEqual(MADE);
  });

  it.each([
    ["\\s+$", "quadratic"],
    ["^\\s*x?\\s*$", "quadratic"],
    ["\\{[^{}]*\\.\\.[^{}]*\\}", "quadratic"],
    ["^(a|a)*$", "more"],
  ])("is found if it is slow: %s", (source, time) => {
    const pattern = { place: "", source, flags: "" };
    expect(timeOf(pattern)).toBe(time);
    if (time === "quadratic") expect(slowAttack(pattern)).toBeDefined();
  });
});
