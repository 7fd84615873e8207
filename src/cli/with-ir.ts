import { hasErrors } from "../diagnostics/outcome.ts";
import type { Ir } from "../ir/ir.ts";
import type { BaseContext } from "./command.ts";
import { compileProject, type ProjectCompilation } from "./compile-project.ts";
import { exitCodeFor } from "./exit-code.ts";
import { findingsOf, printDiagnostics } from "./print-diagnostics.ts";

/** A compile without errors. */
export interface CompiledProject extends ProjectCompilation {
  readonly ir: Ir;
}

/** Compiles the project for a command that needs its Ir. After an error it prints the findings instead; returns the exit code. */
export async function withIr(
  context: BaseContext,
  work: (project: CompiledProject) => number | Promise<number>,
): Promise<number> {
  const compilation = await compileProject(context, {});
  const { ir } = compilation;
  if (ir !== undefined && !hasErrors(compilation.diagnostics)) return await work({ ...compilation, ir });
  await printDiagnostics(findingsOf(compilation), "pretty", context);
  return exitCodeFor(compilation.diagnostics);
}
