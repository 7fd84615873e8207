import type { Compilation } from "../compile.ts";
import { visible } from "../text/visible.ts";
import type { BaseContext } from "./command.ts";
import { projectPath } from "./project-path.ts";

/** Files and folders of the project whose findings a command reports. */
export interface SelectedPaths {
  /** True for a file that is one of them, or below one of them. */
  has(path: string): boolean;
}

/** The files and folders that operands name, or all files without operands. A path that does not exist, or that is outside of the project, is a problem. */
export async function selectPaths(
  context: BaseContext & { readonly operands: readonly string[] },
): Promise<SelectedPaths | { readonly problem: string }> {
  const paths: string[] = [];
  for (const operand of context.operands) {
    const path = projectPath(operand, context);
    if (path === ".." || path.startsWith("../") || path.startsWith("/"))
      return { problem: `${visible(operand)} is outside of the project in ${context.host.root}.` };
    if (path !== "" && (await context.host.stat(path)) === undefined)
      return { problem: `There is no file or folder ${visible(operand)}.` };
    paths.push(path);
  }
  if (paths.length === 0 || paths.includes("")) return { has: () => true };
  return { has: (path) => paths.some((one) => path === one || path.startsWith(`${one}/`)) };
}

/** The findings about the selected files, with those that keep dex from its job, and the number of selected documents. */
export function findingsIn(
  { diagnostics, sources }: Pick<Compilation, "diagnostics" | "sources">,
  selected: SelectedPaths,
): { readonly diagnostics: Compilation["diagnostics"]; readonly documents: number } {
  return {
    diagnostics: diagnostics.filter(({ at, exit }) => exit !== undefined || selected.has(at.path)),
    documents: sources.files.filter(({ path }) => selected.has(path)).length,
  };
}
