/** An input file: its POSIX path relative to the project's root, its decoded text and the SHA-256 of its bytes. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
  readonly hash: string;
}
