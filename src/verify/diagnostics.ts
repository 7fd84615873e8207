import { defineDiagnostics } from "../diagnostics/define.ts";

interface Output {
  readonly path: string;
  readonly emitter: string;
}

/** Faults in an output. The cause is always a bug in an emitter, or a template of the project. */
export const diagnostics = defineDiagnostics("verify", {
  "unparsable-output": {
    severity: "error",
    message: ({ path, emitter, language, problem }: Output & { language: string; problem: string }) =>
      `${path} is not valid ${language}: ${problem} Nothing was written. ${remedy(emitter)}`,
  },
  "line-ends": {
    severity: "error",
    message: ({ path, emitter, problem }: Output & { problem: string }) =>
      `${path} has wrong line ends: ${problem}. Nothing was written. ${remedy(emitter)}`,
  },
  "nonconforming-output": {
    severity: "error",
    message: ({ path, emitter, format, problem }: Output & { format: string; problem: string }) =>
      `${path} is not valid ${format}: ${problem}. Nothing was written. Please report this bug in the emitter "${emitter}".`,
  },
});

function remedy(emitter: string): string {
  return `If this project overrides a template of "${emitter}", fix the template; otherwise please report this bug in the emitter.`;
}
