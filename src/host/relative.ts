import { relative } from "node:path";

/** The relative path from one absolute folder to another: `../generated`. */
export function relativePath(from: string, to: string): string {
  const path = relative(from, to);
  return path.startsWith("..") ? path : `./${path}`;
}
