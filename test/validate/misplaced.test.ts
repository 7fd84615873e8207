import { expect, it } from "vitest";
import { parse } from "../../src/parse/parse.ts";
import { validate } from "../../src/validate/validate.ts";

const HEAD = `contract:
  name: orders
  version: "1.0.0"
`;
const COLUMNS = "  properties:\n    id: {type: string}\n";

/** The unknown keys that dex reports, each with its note. */
function unknownKeys(text: string): readonly string[] {
  const { value } = parse([{ path: "a.yaml", text, hash: "" }]);
  const found = validate(value).diagnostics.filter(({ code }) => code === "validate/unknown-key");
  return found.map(({ message, note }) => `${message.split(" ")[0]} ${note}`);
}

it.each([
  [
    "the keys of a lost section",
    `${HEAD}  primary_key: id\n  cluster_by: [id]\nschema:\n${COLUMNS}`,
    '"primary_key" write dataset: on the line above',
  ],
  [
    "a section that is indented too much",
    `${HEAD}dataset:\n  primary_key: id\n  schema:\n${COLUMNS}`,
    '"schema" indent schema one level less',
  ],
])("%s: one unknown key is reported", (_, text, wanted) => {
  expect(unknownKeys(text)).toEqual([wanted]);
});
