import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Report } from "../../src/diagnostics/diagnostic.ts";
import { bare, list } from "../../src/language/kind.ts";
import { mapping } from "../../src/language/mapping.ts";
import { located, member, needed } from "../../src/language/member.ts";
import { column, count, duration, label, oneOf } from "../../src/language/scalar-kinds.ts";
import { isVersion, VERSION } from "../../src/language/scalars.ts";
import type { Json } from "../../src/source/json.ts";

const consumer = mapping(
  { usedBy: "compiler", rivals: [["max_age", "max_age_hours"]], needs: [{ oneOf: ["name", "team"] }] },
  {
    name: needed(label, { about: "who consumes" }),
    team: member(bare(label), { about: "the team", also: ["group"] }),
    state: member(oneOf("draft", "active"), { about: "the state", otherwise: located("active") }),
    required_fields: member(list(column), { about: "the columns" }),
    max_age: member(duration, { about: "the age", as: "maxSeconds" }),
    max_age_hours: member(count, { about: "the age in hours" }),
    notes: member(label, { about: "notes", usedBy: "documentation", unread: true }),
  },
);

function read(value: Json) {
  const reports: Report[] = [];
  const said = consumer.read(value, "/a", { path: "a.yaml", reports });
  return { said, messages: reports.map(({ code, message }) => `${code}: ${message}`) };
}

describe("a member table", () => {
  it("reads what it takes, with places, defaults and other spellings", () => {
    const { said, messages } = read({ name: "x", group: "y", required_fields: ["a", "b"], max_age: "1h", notes: "n" });
    expect(messages).toEqual([]);
    expect(said).toEqual({
      pointer: "/a",
      name: { value: "x", pointer: "/a/name" },
      team: "y",
      state: { value: "active", pointer: "/a" },
      requiredFields: [
        { value: "a", pointer: "/a/required_fields/0" },
        { value: "b", pointer: "/a/required_fields/1" },
      ],
      maxSeconds: { value: 3600, pointer: "/a/max_age" },
    });
  });

  it("reads nothing without a member that it needs, but its parts", () => {
    expect(read({ team: "y" }).said).toBeUndefined();
    expect(consumer.parts({ path: "a", pointer: "", value: { team: "y" }, reports: [] }).team).toBe("y");
  });

  it("reports two spellings, rivals, and a missing choice", () => {
    expect(read({ name: "x", team: "y", group: "z" }).messages.join()).toContain('"team" and "group" answer the same');
    expect(read({ name: "x", max_age: "1h", max_age_hours: 1 }).messages.join()).toContain('"max_age_hours"');
    expect(read({ state: "draft" }).messages.join()).toContain('"name" or "team" is missing here');
  });

  it("has a shape that accepts what its reader reads", () => {
    const shape = consumer.shape();
    expect(shape.safeParse({ name: "x", group: "y", max_age: "1h", notes: "n" }).success).toBe(true);
    expect(shape.safeParse({ group: "y" }).success).toBe(false);
    expect(shape.safeParse({ name: "x", state: "gone" }).success).toBe(false);
    expect(shape.safeParse({ name: "x", other: 1 }).success).toBe(false);
  });
});

describe("a version", () => {
  it.each(["1.0.0", "0.0.1-alpha.1", "1.2.3-0a+build.01", "10.20.30+x"])("%s is one", (text) => {
    expect([isVersion(text), VERSION.test(text)]).toEqual([true, true]);
  });

  it.each(["1.0.0-01", "v1.0.0", "1.0", " 1.0.0", "01.0.0", "1.0.0-", "1.0.0+", "1.0.0-a..b", "1.0.0\n", ""])(
    "%j is none",
    (text) => {
      expect([isVersion(text), VERSION.test(text)]).toEqual([false, false]);
    },
  );

  it("is the same to semver and to editors", () => {
    const part = fc.constantFrom("0", "1", "01", "-", "+", ".", "a", "A9", "v", "0a");
    fc.assert(
      fc.property(fc.array(part, { maxLength: 9 }), (parts) => {
        const text = `1.0.${parts.join("")}`;
        expect(VERSION.test(text)).toBe(isVersion(text));
      }),
      { numRuns: 2000, seed: 7 },
    );
  });
});
