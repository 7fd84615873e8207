import type { Report } from "../diagnostics/diagnostic.ts";
import { diagnostics } from "./diagnostics.ts";
import type { EmittedFile } from "./emitter.ts";

type NamedFile = EmittedFile & { readonly emitter: string };

/**
 * Reports files with the same path, and files whose path is a folder of another file. Case is ignored, since some file systems ignore it. The
 * returned function takes the files of a run part by part.
 */
export function collisions(): (files: readonly NamedFile[]) => readonly Report[] {
  const files = new Map<string, string>();
  const folders = new Map<string, string>();
  const report = (file: NamedFile, first: string, folder?: string) => {
    const at = file.sources[0] ?? { path: file.path, start: 0, end: 0 };
    return diagnostics.report("path-collision", at, { path: file.path, first, second: nameOf(file), folder });
  };
  /** Records the folders of a path. Returns a folder that is also a file. The walk stops at a known folder, so it is short. */
  const fileAbove = (path: string, name: string) => {
    let found: string | undefined;
    for (let end = path.lastIndexOf("/"); end > 0; end = path.lastIndexOf("/", end - 1)) {
      const folder = path.slice(0, end);
      if (files.has(folder)) found = folder;
      if (folders.has(folder)) break;
      folders.set(folder, name);
    }
    return found;
  };
  return (more) =>
    more.flatMap((file) => {
      const path = file.path.toLowerCase();
      const [first, inside] = [files.get(path), folders.get(path)];
      const above = fileAbove(path, nameOf(file));
      files.set(path, first ?? nameOf(file));
      if (first !== undefined) return [report(file, first)];
      if (inside !== undefined) return [report(file, inside, path)];
      return above === undefined ? [] : [report(file, files.get(above) ?? "", above)];
    });
}

function nameOf(file: NamedFile): string {
  return file.sources[0]?.path ?? file.emitter;
}
