import { defineDiagnostics } from "../../diagnostics/define.ts";

/** Contracts that Kafka, its tools or a message format cannot represent. */
export const diagnostics = defineDiagnostics("kafka", {
  "unnumbered-field": {
    severity: "error",
    message: ({ numbers }: { numbers: string }) =>
      `Protobuf identifies fields by number, and these have none. Add under "topic": field_numbers: {${numbers}}`,
  },
  "resource-collision": {
    severity: "error",
    message: ({ name, one, other }: { name: string; one: string; other: string }) =>
      `The topics "${one}" and "${other}" have the same Strimzi resource name, "${name}". Rename one of them.`,
  },
  "no-principal": {
    severity: "warning",
    message: ({ name }: { name: string }) =>
      `"${name}" has no letter from a to z and no digit, so dex cannot make a Kafka user name of it, and it gets no access rights. Write a name such as "data-team".`,
  },
});
