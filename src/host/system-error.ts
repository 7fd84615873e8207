import { UnreadableFile } from "./read-file.ts";

const SENTENCES: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EPERM: "not permitted",
  EROFS: "the file system is read-only",
  ENOSPC: "no space is left on the disk",
  EDQUOT: "the disk quota is used up",
  EFBIG: "the file is larger than the system allows",
  EMFILE: "too many open files",
  ENFILE: "too many open files",
  EBUSY: "it is in use",
  EISDIR: "it is a folder",
  ENOTDIR: "a part of the path is a file",
  ELOOP: "it is a symbolic link",
  ENXIO: "it is a socket or another special file",
  ENAMETOOLONG: "its name is too long for this file system",
  EIO: "the disk reported an error",
  NOT_A_FILE: "it is not a plain file",
  CHANGED: "it changed while dex was reading it",
};

const RIGHTS = "Give the user who runs dex the right to read it.";
const REPLACE = "Replace it with a plain file, or remove it.";

const ADVICE: Readonly<Record<string, string>> = {
  EMFILE: "Raise the limit: ulimit -n 4096.",
  ENFILE: "Raise the limit: ulimit -n 4096.",
  EBUSY: "Run dex again.",
  EISDIR: REPLACE,
  ENOTDIR: REPLACE,
  ELOOP: REPLACE,
  ENXIO: REPLACE,
  NOT_A_FILE: REPLACE,
  TOO_LARGE: "Replace it with a smaller file, or remove it.",
  CHANGED: "Run dex again.",
  EIO: "Check the disk.",
};

/** Why a call failed, in words. It never repeats Node's message, which contains paths of the machine. */
export function reasonOf(error: unknown): string {
  const cause = causeOf(error);
  if (cause instanceof UnreadableFile && cause.code === "TOO_LARGE")
    return `it has ${cause.size} bytes, and dex reads at most ${cause.largest}`;
  const code = codeOf(cause);
  if (code !== undefined) return SENTENCES[code] ?? code;
  return cause instanceof Error ? cause.message : String(cause);
}

/** What to do about a file that cannot be read. */
export function readingAdvice(error: unknown): string {
  return ADVICE[codeOf(causeOf(error)) ?? ""] ?? RIGHTS;
}

/** The file or folder of a failed call, as a path below the project's folder; undefined when the error has none. */
export function pathOf(error: unknown, root: string): string | undefined {
  const path = typeof error === "object" && error !== null && "path" in error ? error.path : undefined;
  return typeof path === "string" && path.startsWith(`${root}/`) ? path.slice(root.length + 1) : undefined;
}

/** True when a call failed because its path is a symbolic link. */
export function isLink(error: unknown): boolean {
  return codeOf(error) === "ELOOP";
}

/** True for a file that is not plain: a link, a folder, a pipe, a socket or a device. */
export function isSpecial(error: unknown): boolean {
  return ["ELOOP", "EISDIR", "ENXIO", "NOT_A_FILE"].includes(codeOf(error) ?? "");
}

/** True for an error of the operating system, which is not a bug in dex. */
export function isSystemError(error: unknown): boolean {
  return error instanceof Error && "syscall" in error && codeOf(error) !== undefined;
}

function causeOf(error: unknown): unknown {
  return error instanceof Error && error.cause !== undefined ? error.cause : error;
}

/** The code of an error of the operating system or of `UnreadableFile`, such as ENOENT. */
export function codeOf(error: unknown): string | undefined {
  return typeof error === "object" && error !== null && "code" in error ? String(error.code) : undefined;
}
