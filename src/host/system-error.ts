const SENTENCES: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EPERM: "not permitted",
  EROFS: "the file system is read-only",
  ENOSPC: "no space is left on the disk",
  EDQUOT: "the disk quota is used up",
  EMFILE: "too many open files",
  EBUSY: "it is in use",
  EISDIR: "it is a folder",
  ENOTDIR: "a part of the path is a file",
  ELOOP: "it is a symbolic link",
  EIO: "the disk reported an error",
};

/** Why a system call failed, in words. It never repeats the message of Node, which has paths of the machine. */
export function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
  const code = typeof cause === "object" && cause !== null && "code" in cause ? String(cause.code) : undefined;
  if (code !== undefined) return SENTENCES[code] ?? code;
  return cause instanceof Error ? cause.message : String(cause);
}

/** The file or folder of a failed call, as a path below the project's folder; undefined when the error has none. */
export function pathOf(error: unknown, root: string): string | undefined {
  const path = typeof error === "object" && error !== null && "path" in error ? error.path : undefined;
  return typeof path === "string" && path.startsWith(`${root}/`) ? path.slice(root.length + 1) : undefined;
}

/** True when a call failed because its path is a symbolic link. */
export function isLink(error: unknown): boolean {
  return typeof error === "object" && error !== null && "code" in error && error.code === "ELOOP";
}
