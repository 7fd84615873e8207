import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** Where this package of dex came from, as the value of a dependency in a package.json. */
export interface Installed {
  /** A version of the npm registry, a URL, or a path such as `file:../dex/dex-compiler-0.1.0.tgz`. */
  readonly spec: string;
  /** True if the value is a path, which other machines do not have. */
  readonly isLocal: boolean;
}

/**
 * Finds out where dex was installed from, for a project in a folder. npm notes the source of each package in `node_modules/.package-lock.json`. A
 * package that is not below a node_modules folder is a checkout.
 */
export function installedFrom(project: string, version: string, root = packageRoot()): Installed {
  const modules = dirname(root);
  const entry = lockEntry(join(modules, ".package-lock.json"));
  if (entry?.resolved === undefined || entry.link === true) return local(project, root);
  const { resolved } = entry;
  if (resolved.startsWith("file:")) {
    const path = resolve(dirname(modules), resolved.slice("file:".length));
    return local(project, existsSync(path) ? path : root);
  }
  const isRegistry = resolved.endsWith(`/-/dex-compiler-${version}.tgz`);
  const hasLogin = /^[a-z+]+:\/\/[^/]*@/.test(resolved) && !resolved.startsWith("git+ssh://git@");
  return { spec: isRegistry || hasLogin ? version : resolved, isLocal: false };
}

function packageRoot(): string {
  return fileURLToPath(new URL("../..", import.meta.url)).replace(/[/\\]$/, "");
}

function local(project: string, path: string): Installed {
  const from = relative(project, path).replaceAll("\\", "/");
  return { spec: `file:${from.startsWith(".") || from.startsWith("/") ? from : `./${from}`}`, isLocal: true };
}

interface LockEntry {
  readonly resolved?: string;
  readonly link?: boolean;
}

/** The entry of this package in the lock of a node_modules folder. Undefined outside of one. */
function lockEntry(path: string): LockEntry | undefined {
  if (!existsSync(path)) return undefined;
  try {
    const { packages } = JSON.parse(readFileSync(path, "utf8")) as { packages?: Record<string, LockEntry> };
    return packages?.["node_modules/dex-compiler"];
  } catch {
    // npm writes the file anew; a project without it gets the path of the package.
    return undefined;
  }
}
