import { defineEmitter } from "../emitter.ts";
import { diagnostics } from "./diagnostics.ts";
import { readOptions, type TypescriptOptions } from "./options.ts";
import { templates } from "./template-names.ts";

export type { TypescriptOptions } from "./options.ts";

/** The TypeScript emitter: one package with the types, validators and metadata of all contracts. */
export const typescript = defineEmitter<TypescriptOptions>({
  name: "typescript",
  diagnostics,
  templates,
  readOptions,
  takes: ["table", "view", "file", "topic"],
  load: () => import("./emit.ts"),
});
