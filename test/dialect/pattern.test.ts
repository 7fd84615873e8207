import { describe, expect, it } from "vitest";
import { enginePattern } from "../../src/dialect/pattern.ts";
import { dialects, type SqlDialect } from "../../src/dialect/registry.ts";

describe("a portable pattern", () => {
  it.each<[string, SqlDialect, string]>([
    ["^a$", "duckdb", "^a$"],
    ["^a$", "spark", "^a\\z"],
    ["^a$", "mysql", "^a\\z"],
    ["^(a$|[$]|\\$)$", "redshift", "^(a\\z|[$]|\\$)\\z"],
    // Java and ICU would read an intersection, which is empty.
    ["[a&&b]&&", "databricks", "[a\\&\\&b]&&"],
    ["[a&&b]&&", "mysql", "[a\\&\\&b]&&"],
    ["[a&&b]", "redshift", "[a&&b]"],
  ])("%s in %s is %s", (pattern, dialect, want) => {
    expect(enginePattern(pattern, dialects[dialect])).toBe(want);
  });
});
