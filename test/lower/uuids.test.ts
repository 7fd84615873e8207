import { describe, expect, it } from "vitest";
import { FORMATS, uuidSpellings } from "../../src/text/grammars.ts";
import { install } from "../emit/typescript/package.ts";
import { emitTypescript } from "../emit/typescript/project.ts";
import { irOf } from "../ir-of.ts";

const UUID = "0a1b2c3d-0000-4000-8000-00000000000a";
const UPPER = UUID.toUpperCase();

const ir = irOf({
  "contracts/ids.contract.yaml": `contract: {name: ids, version: "1.0.0", owner: a@example.com}
schema:
  properties:
    native: {type: uuid, enum: [${UPPER}, ${UUID}]}
    text: {type: string, format: uuid, enum: [${UPPER}]}
quality:
  - {rule: expression, name: same, sql: "native = '${UPPER}' or '${UPPER}' = text"}
  - {rule: not_null, name: filtered, field: text, where: "native in ('${UPPER}')"}
`,
});
const assertions = ir.contracts.flatMap(({ dataset }) => dataset.assertions);

describe("a UUID of a contract", () => {
  it("is in lower case in a set, once", () => {
    const sets = assertions.flatMap(({ rule }) => (rule.kind === "in_set" ? [rule] : []));
    expect(sets.map(({ values, ofUuids }) => [values, ofUuids])).toEqual([
      [[{ kind: "string", value: UUID }], true],
      [[{ kind: "string", value: UUID }], true],
    ]);
  });

  it("is in lower case where it is compared with a column of UUIDs", () => {
    const expressions = assertions.flatMap(({ rule, where }) => [
      rule.kind === "expression" ? rule.expression : [],
      where,
    ]);
    expect(JSON.stringify(expressions)).toContain(UUID);
    expect(JSON.stringify(expressions)).not.toContain(UPPER);
  });

  it("is the same value for a generated validator, whatever its case", async () => {
    const installed = install(emitTypescript(ir).files);
    try {
      const { check } = await installed.validator("ids", "Ids");
      expect(check({ native: UPPER, text: UUID })).toMatchObject({ ok: true });
      expect(check({ native: UUID, text: UPPER })).toMatchObject({ ok: true });
      expect(check({ native: UUID, text: `${UPPER.slice(0, -1)}B` })).toMatchObject({ ok: false });
      expect(check({ native: UUID, text: `urn:uuid:${UUID}` })).toMatchObject({ ok: false });
    } finally {
      installed.remove();
    }
  });

  it("is matched by a pattern in both cases", () => {
    const pattern = new RegExp(uuidSpellings([UUID, "no UUID"]));
    expect([UUID, UPPER, "no UUID", `${UUID}0`].map((text) => pattern.test(text))).toEqual([true, true, false, false]);
    expect(new RegExp(FORMATS.uuid).test(UPPER)).toBe(true);
  });
});
