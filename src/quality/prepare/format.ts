/** The form of a file of data. */
export type FileFormat = "csv" | "json" | "parquet" | "duckdb";

/** The first bytes of a file. Those of a file that gzip compressed are decompressed. */
export interface FileStart {
  /** The path as messages show it. */
  readonly path: string;
  readonly absolute: string;
  readonly start: Uint8Array;
  /** True if the file has more bytes than these. */
  readonly isCut: boolean;
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
    return { problem: `${file.path} is not a ${NAMES[format]} file: its extension is wrong.${looksLike(magic)}` };
  }
  if (magic === "gzip")
    return {
      problem: file.isGzip
        ? `${file.path} is compressed twice. Decompress it once.`
        : `${file.path} is compressed with gzip, and its name does not say so. Add .gz to the name.`,
    };
  if (magic !== undefined)
    return { problem: `${file.path} is a ${NAMES[magic]} file: its extension is wrong. Name the file of data itself.` };
  const encoding = encodingProblem(file.start);
  return encoding === undefined ? format : { problem: `${file.path} ${encoding}` };
}

/** What files begin with, from which byte on. Text never does. */
const MAGIC = [
  ["parquet", 0, "PAR1"],
  ["parquet", 0, "PARE"],
  ["duckdb", 8, "DUCK"],
  ["gzip", 0, "\x1f\x8b"],
  ["zip", 0, "PK\x03\x04"],
  ["zstd", 0, "\x28\xb5\x2f\xfd"],
  ["bzip2", 0, "BZh91AY&SY"],
  ["xz", 0, "\xfd7zXZ\0"],
  ["avro", 0, "Obj\x01"],
  ["orc", 0, "ORC\x11"],
  ["arrow", 0, "ARROW1"],
  ["sqlite", 0, "SQLite format 3\0"],
  ["excel", 0, "\xd0\xcf\x11\xe0"],
] as const;

type Magic = (typeof MAGIC)[number][0];

const NAMES: Readonly<Record<Magic, string>> = {
  parquet: "Parquet",
  duckdb: "DuckDB",
  gzip: "gzip",
  zip: "zip or Excel",
  zstd: "zstd",
  bzip2: "bzip2",
  xz: "xz",
  avro: "Avro",
  orc: "ORC",
  arrow: "Arrow",
  sqlite: "SQLite",
  excel: "Excel",
};

function magicOf(start: Uint8Array): Magic | undefined {
  return MAGIC.find(([, from, text]) => textOf(start.subarray(from, from + text.length)) === text)?.[0];
}

function textOf(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}

function looksLike(magic: Magic | undefined): string {
  return magic === undefined ? "" : ` It is a ${NAMES[magic]} file.`;
}

function encodingProblem(start: Uint8Array): string | undefined {
  const [first, second] = start;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff))
    return "is encoded in UTF-16. Convert it to UTF-8.";
  return start.includes(0) ? "has NUL characters: it is not a file of UTF-8 text." : undefined;
}
