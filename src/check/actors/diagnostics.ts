import { defineDiagnostics } from "../../diagnostics/define.ts";

/** Keys and pipelines without effect. */
export const diagnostics = defineDiagnostics("check", {
  "unused-key": {
    severity: "info",
    message: ({ keys, actors, more }: { keys: readonly string[]; actors: readonly string[]; more: number }) =>
      `No target acts on ${keys.map((key) => `"${key}"`).join(", ")}${more === 0 ? "" : ` here and in ${more} more ${more === 1 ? "document" : "documents"}`}. ${
        actors.length === 0
          ? `${keys.length === 1 ? "It is" : "They are"} documentation in this version.`
          : `Only these targets act on ${keys.length === 1 ? "it" : "them"}, in the documents that they write files for: ${actors.join(", ")}.`
      }`,
  },
  "unused-pipeline": {
    severity: "warning",
    message: ({ pipeline, kind }: { pipeline: string; kind: "batch" | "streaming" }) =>
      `No target writes anything for the ${kind} pipeline "${pipeline}". Add an emitter that runs ${kind} pipelines to dex.config.ts, or remove the spec.`,
  },
});
