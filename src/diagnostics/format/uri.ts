/** A relative path as a URI, for formats that refer to files by URI. */
export function uriOf(path: string): string {
  // A lone surrogate has no encoding.
  return path
    .replace(/\p{Surrogate}/gu, "\ufffd")
    .split("/")
    .map(encodeURIComponent)
    .join("/");
}
