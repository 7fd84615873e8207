import { defineDiagnostics } from "../../diagnostics/define.ts";

/** What a contract may say that Kafka, its tools or the formats of messages cannot carry. */
export const diagnostics = defineDiagnostics("kafka", {
  "unnumbered-field": {
    severity: "error",
    message: ({ numbers }: { numbers: string }) =>
      `Protobuf knows a field by its number, and it must stay the same for ever. Add under "topic": field_numbers: {${numbers}}`,
  },
  "resource-collision": {
    severity: "error",
    message: ({ name, one, other }: { name: string; one: string; other: string }) =>
      `The topics "${one}" and "${other}" would both be the resource "${name}" of Strimzi, which knows small letters only. Rename one of the two.`,
  },
  "no-principal": {
    severity: "warning",
    message: ({ name }: { name: string }) =>
      `"${name}" has no letter or digit that a user of Kafka could be named after, so it gets no access rights. Give it a name with some.`,
  },
});
