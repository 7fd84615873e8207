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
  EIO: "the disk reported an error",
};

/** Why a call of the system failed, in words; never the library's sentence, which names paths of the machine. */
export function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
  const code = typeof cause === "object" && cause !== null && "code" in cause ? String(cause.code) : undefined;
  if (code !== undefined) return SENTENCES[code] ?? code;
  return cause instanceof Error ? cause.message : String(cause);
}
