import type { Host } from "./host.ts";

/** A file and its new content. */
export interface Replacement {
  readonly host: Host;
  readonly path: string;
  readonly text: string | Uint8Array;
}

/**
 * Stages every file beside its final path before it replaces the first one. When a call fails, it restores every file. A kill between two of the
 * renames leaves each file either old or new, and never torn.
 */
export async function replaceFiles(files: readonly Replacement[]): Promise<void> {
  const replaced: { readonly file: Replacement; readonly old: Uint8Array | undefined }[] = [];
  try {
    for (const file of files) {
      await removeStaged(file);
      await file.host.create(staged(file.path), file.text);
    }
    for (const file of files) {
      const old = await file.host.read(file.path);
      // A call may do its work and fail nevertheless, so the file counts as replaced from here on.
      replaced.push({ file, old });
      await file.host.rename(staged(file.path), file.path);
    }
  } catch (error) {
    for (const { file, old } of replaced.reverse()) await restore(file, old);
    for (const file of files) await removeStaged(file);
    throw error;
  }
}

/** Removes the staged file of a path, which a killed run may have left. */
export async function removeStaged({ host, path }: Pick<Replacement, "host" | "path">): Promise<void> {
  await host.remove(staged(path));
}

async function restore({ host, path }: Replacement, old: Uint8Array | undefined): Promise<void> {
  await removeStaged({ host, path });
  if (old === undefined) return host.remove(path);
  await host.create(staged(path), old);
  await host.rename(staged(path), path);
}

function staged(path: string): string {
  return `${path}.dex-new`;
}
