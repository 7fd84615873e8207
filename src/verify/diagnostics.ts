import { defineDiagnostics } from "../diagnostics/define.ts";

interface Output {
  readonly path: string;
  readonly emitter: string;
}

/** What can be wrong with an output: always a bug in dex, in an emitter of a plugin, or in a template of the project. */
export const diagnostics = defineDiagnostics("verify", {
  "unparsable-output": {
    severity: "error",
    message: ({ path, emitter, language, problem }: Output & { language: string; problem: string }) =>
      `The emitter "${emitter}" made ${path} from this, and it is not ${language}: ${problem} Nothing was written. If the project overrides a template of "${emitter}", mend that; else this is a bug in the emitter: please report it.`,
  },
  "line-ends": {
    severity: "error",
    message: ({ path, emitter, problem }: Output & { problem: string }) =>
      `The emitter "${emitter}" made ${path} from this, and ${problem}. Nothing was written. If the project overrides a template of "${emitter}", mend that; else this is a bug in the emitter: please report it.`,
  },
  "nonconforming-output": {
    severity: "error",
    message: ({ path, emitter, format, problem }: Output & { format: string; problem: string }) =>
      `The emitter "${emitter}" made ${path} from this, and the schema of ${format} rejects it: ${problem}. Nothing was written. This is a bug in the emitter: please report it.`,
  },
});
