import { defineDiagnostics } from "../diagnostics/define.ts";
import { didYouMean } from "../diagnostics/suggest.ts";

interface Name {
  readonly name: string;
  readonly names: readonly string[];
}

/** Faults in the names with which documents refer to each other. */
export const diagnostics = defineDiagnostics("link", {
  "duplicate-contract": {
    severity: "error",
    message: ({ name }: { name: string }) => `There is already a contract "${name}". Rename one of the two.`,
  },
  "duplicate-pipeline": {
    severity: "error",
    message: ({ name }: { name: string }) => `There is already a pipeline "${name}". Rename one of the two.`,
  },
  "duplicate-model": {
    severity: "error",
    message: ({ name }: { name: string }) =>
      `There is already a model "${name}" in this project. Rename one of the two.`,
  },
  "unknown-contract": {
    severity: "error",
    message: ({ name, names }: Name) =>
      `There is no contract "${name}".${didYouMean(name, names) || " Add that contract, or correct the name."}`,
  },
  "unknown-column": {
    severity: "error",
    message: ({ contract, name, names }: Name & { contract: string }) =>
      `The contract "${contract}" has no column "${name}".${didYouMean(name, names) || ` Its columns are ${names.slice(0, 12).join(", ")}${names.length > 12 ? ", …" : ""}.`}`,
  },
  "bad-reference": {
    severity: "error",
    message: ({ text, example }: { text: string; example: string }) =>
      `"${text}" is not a reference. Write the contract, a dot and the column, such as ${example}`,
  },
  "unknown-model": {
    severity: "error",
    message: ({ name, names }: Name) =>
      `There is no model or contract "${name}".${didYouMean(name, names) || " Write the name of a model or of a contract that a pipeline extracts."}`,
  },
  "unknown-source": {
    severity: "error",
    message: ({ name, names }: Name) =>
      `There is no source table "${name}".${didYouMean(name, names) || " Write the name of a source and of a contract that is extracted from it."}`,
  },
  "unknown-task": {
    severity: "error",
    message: ({ name, names }: Name) =>
      `This pipeline has no step "${name}".${didYouMean(name, names)} Its steps are ${names.join(", ")}.`,
  },
  "not-a-topic": {
    severity: "error",
    message: ({ name }: { name: string }) =>
      `A streaming pipeline reads a topic, and the contract "${name}" has none. Add to it: dataset: {kind: topic} and topic: {…}`,
  },
  "missing-sql-file": {
    severity: "error",
    message: ({ path, paths }: { path: string; paths: readonly string[] }) =>
      `There is no file ${path}.${didYouMean(path, paths) || " Write the path relative to the folder of this spec."}`,
  },
  "sql-jinja": {
    severity: "error",
    message: ({ problem }: { problem: string }) => `dex cannot read this Jinja: ${problem}.`,
  },
  "dynamic-reference": {
    severity: "error",
    message: (_: object) =>
      "dex cannot see which model this call reads, because its name is not a literal. Name the models in the spec: depends_on: [model]",
  },
  "macro-reads": {
    severity: "error",
    message: ({ name }: { name: string }) =>
      `The macro "${name}" calls ref() or source(), so dex cannot see what this model reads. Name the models in the spec: depends_on: [model]`,
  },
  "jinja-config": {
    severity: "error",
    message: ({ name }: { name: string }) =>
      `config() must not set "${name}", because dex does not read it there. ${inSpec(name)}`,
  },
  "duplicate-macro": {
    severity: "error",
    message: ({ name }: { name: string }) =>
      `There is already a macro "${name}" in this project. Rename one of the two.`,
  },
  cycle: {
    severity: "error",
    message: ({ path }: { path: string }) =>
      `These depend on each other in a cycle: ${path}. Remove one of the references.`,
  },
});

/** Where a setting of dbt is in a spec. */
function inSpec(name: string): string {
  if (["materialized", "contract", "schema"].includes(name)) return `Write ${name}: … on the model in the spec.`;
  return name === "incremental_strategy" ? `Write config: {${name}: …} on the model in the spec.` : "Remove it.";
}
