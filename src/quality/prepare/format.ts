/** The form of a file of data. */
export type FileFormat = "csv" | "json" | "parquet" | "duckdb";

/** The first bytes of a file. Those of a file that gzip compressed are decompressed. */
export interface FileStart {
  /** The path as messages show it. */
  readonly path: string;
  readonly absolute: string;
  readonly start: Uint8Array;
  readonly isGzip: boolean;
}

const BY_EXTENSION: Readonly<Record<string, FileFormat>> = {
  ".csv": "csv",
  ".tsv": "csv",
  ".txt": "csv",
  ".json": "json",
  ".jsonl": "json",
  ".ndjson": "json",
  ".parquet": "parquet",
  ".duckdb": "duckdb",
  ".ddb": "duckdb",
  ".db": "duckdb",
};

/** The extension of a path, in lower case, without `.gz`. */
export function extensionOf(path: string): string {
  const plain = path.toLowerCase().replace(/\.gz$/, "");
  return /\.[a-z0-9]+$/.exec(plain)?.[0] ?? "";
}

/** The form of a file by its extension and its first bytes, or why dex does not read it. */
export function formatOf(file: FileStart): FileFormat | { readonly problem: string } {
  const format = BY_EXTENSION[extensionOf(file.path)];
  const magic = magicOf(file.start);
  if (format === undefined)
    return {
      problem: `${file.path} has no extension that dex knows. It reads ${Object.keys(BY_EXTENSION).join(", ")}, also with .gz.`,
    };
  if (format === "parquet" || format === "duckdb") {
    if (magic === format) return file.isGzip ? { problem: `${file.path} is compressed. Decompress it first.` } : format;
    return {
      problem: `${file.path} is not a ${format === "parquet" ? "Parquet" : "DuckDB"} file, in spite of its name.`,
    };
  }
  if (magic !== undefined) return { problem: `${file.path} is a ${magic} file, in spite of its name.` };
  const encoding = encodingProblem(file.start);
  return encoding === undefined ? format : { problem: `${file.path} ${encoding}` };
}

function magicOf(start: Uint8Array): "parquet" | "duckdb" | undefined {
  if (text(start, 0) === "PAR1") return "parquet";
  return text(start, 8) === "DUCK" ? "duckdb" : undefined;
}

function text(bytes: Uint8Array, from: number): string {
  return String.fromCharCode(...bytes.subarray(from, from + 4));
}

function encodingProblem(start: Uint8Array): string | undefined {
  const [first, second] = start;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff))
    return "is encoded in UTF-16. Convert it to UTF-8.";
  return start.includes(0) ? "has NUL characters: it is not a file of UTF-8 text." : undefined;
}
