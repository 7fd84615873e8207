import { defineDiagnostics } from "../diagnostics/define.ts";
import { didYouMean } from "../diagnostics/suggest.ts";

interface Name {
  readonly name: string;
  readonly names: readonly string[];
}

/** What can be wrong with the names by which documents speak of each other. */
export const diagnostics = defineDiagnostics("link", {
  "duplicate-contract": {
    severity: "error",
    message: ({ name }: { name: string }) =>
      `There is a contract "${name}" already. A name is a contract's identity: give one of the two another name.`,
  },
  "duplicate-pipeline": {
    severity: "error",
    message: ({ name }: { name: string }) => `There is a pipeline "${name}" already. Give one of the two another name.`,
  },
  "duplicate-model": {
    severity: "error",
    message: ({ name }: { name: string }) =>
      `There is a model "${name}" already. Models of one project share a warehouse: give one of the two another name.`,
  },
  "unknown-contract": {
    severity: "error",
    message: ({ name, names }: Name) =>
      `There is no contract "${name}".${didYouMean(name, names) || " Write one, or correct the name."}`,
  },
  "unknown-column": {
    severity: "error",
    message: ({ contract, name, names }: Name & { contract: string }) =>
      `The contract "${contract}" has no column "${name}".${didYouMean(name, names) || ` Its columns are ${names.slice(0, 12).join(", ")}${names.length > 12 ? ", …" : ""}.`}`,
  },
  "bad-reference": {
    severity: "error",
    message: ({ text, example }: { text: string; example: string }) =>
      `"${text}" is not a reference. Write contract and column with a dot between: "${example}".`,
  },
  "unknown-model": {
    severity: "error",
    message: ({ name, names }: Name) =>
      `There is no model or contract "${name}".${didYouMean(name, names) || " ref() takes the name of a model, or of a contract that is staged."}`,
  },
  "unknown-source": {
    severity: "error",
    message: ({ name, names }: Name) =>
      `There is no source table "${name}".${didYouMean(name, names) || " source() takes a source's name and a contract that is extracted from it."}`,
  },
  "unknown-task": {
    severity: "error",
    message: ({ name, names }: Name) =>
      `There is no step "${name}" in this pipeline.${didYouMean(name, names)} Its steps are ${names.join(", ")}.`,
  },
  "not-a-topic": {
    severity: "error",
    message: ({ name }: { name: string }) =>
      `The contract "${name}" is not on a topic, and a streaming pipeline reads topics. Give it "dataset: {kind: topic}" and "topic:".`,
  },
  "missing-sql-file": {
    severity: "error",
    message: ({ path, paths }: { path: string; paths: readonly string[] }) =>
      `There is no file ${path}.${didYouMean(path, paths) || " The path is relative to the spec's folder."}`,
  },
  "sql-jinja": {
    severity: "error",
    message: ({ problem }: { problem: string }) =>
      `This Jinja is not understood: ${problem}. dex must see everything that a model reads.`,
  },
  cycle: {
    severity: "error",
    message: ({ path }: { path: string }) =>
      `These need each other in a circle: ${path}. Remove one of the references.`,
  },
});
