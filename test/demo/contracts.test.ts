import { readdirSync, readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";

const files = readdirSync("contracts").filter((name) => name.endsWith(".yaml"));

describe("the shop's contracts and specs, in an editor", () => {
  it.each(files)("%s names its schema, and is valid", (name) => {
    const text = readFileSync(`contracts/${name}`, "utf8");
    const kind = /\.(contract|pipeline)\.yaml$/.exec(name)?.[1];
    expect(text.split("\n")[0]).toBe(`# yaml-language-server: $schema=../schemas/${kind}.json`);
    const ajv = new Ajv({ strict: false });
    const schema = JSON.parse(readFileSync(`schemas/${kind}.json`, "utf8")) as object;
    expect(ajv.validate(schema, parse(text)), ajv.errorsText()).toBe(true);
  });
});
