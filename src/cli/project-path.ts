import { typedPath } from "../host/relative.ts";
import type { BaseContext } from "./command.ts";

/** A path that the user typed, relative to the project's folder, with slashes. Outside of the project, it starts with "../". */
export function projectPath(path: string, { cwd, host }: Pick<BaseContext, "cwd" | "host">): string {
  return typedPath(path, { cwd, root: host.root });
}
