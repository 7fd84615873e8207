import { relative, resolve } from "node:path";
import type { BaseContext } from "./command.ts";

/** A path that the user typed, relative to the project's folder, with slashes. Outside of the project, it starts with "../". */
export function projectPath(path: string, { cwd, host }: Pick<BaseContext, "cwd" | "host">): string {
  return relative(host.root, resolve(cwd, path)).replaceAll("\\", "/");
}
