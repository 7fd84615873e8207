import { relative, resolve } from "node:path";

/** The relative path from one absolute folder to another: `../generated`. */
export function relativePath(from: string, to: string): string {
  const path = relative(from, to);
  return path.startsWith("..") ? path : `./${path}`;
}

/** A typed path, which starts at the folder `cwd`, relative to another folder, with slashes: `contracts/orders.yaml`, `../x`. */
export function typedPath(path: string, { cwd, root }: { readonly cwd: string; readonly root: string }): string {
  return relative(root, resolve(cwd, path)).replaceAll("\\", "/");
}
