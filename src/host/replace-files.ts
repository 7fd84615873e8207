import type { Host } from "./host.ts";

/** A file and its new content. */
export interface Replacement {
  readonly host: Host;
  readonly path: string;
  readonly text: string;
}

/** Stages every file beside its final path before it replaces the first one, so that a failed write changes nothing. */
export async function replaceFiles(files: readonly Replacement[]): Promise<void> {
  try {
    for (const { host, path, text } of files) {
      // A killed run may have left the staged file.
      await host.remove(staged(path));
      await host.create(staged(path), text);
    }
  } catch (error) {
    for (const { host, path } of files) await host.remove(staged(path));
    throw error;
  }
  for (const { host, path } of files) await host.rename(staged(path), path);
}

function staged(path: string): string {
  return `${path}.dex-new`;
}
