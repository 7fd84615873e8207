import { gzipSync } from "node:zlib";

/** A contract without strange parts, whose columns the files below have. */
export const CONTRACT = `contract: { name: orders, version: "1.0.0", owner: shop@example.com }
dataset: { primary_key: [id] }
schema:
  properties:
    id: { type: integer, not_null: true }
    name: { type: string }
    amount: { type: decimal, precision: 12, scale: 2 }
`;

/** The header of a file that fits the contract. */
export const HEADER = "id,name,amount\n";

/** A file, and what dex must say about it. */
export interface Hostile {
  readonly path: string;
  readonly content: string | Uint8Array;
  /** The exit code. */
  readonly code: number;
  /** Words of the message, or of the reason of a check. Undefined if nothing is wrong. */
  readonly says?: string;
}

const csv = (path: string, content: string | Uint8Array, [code, says]: Expected): Hostile => ({
  path,
  content,
  code,
  ...(says !== undefined && { says }),
});

type Expected = readonly [number, string?];

const latin = (text: string) => Buffer.from(text, "latin1");
const ROW = "1,a,1\n";

/** Files of CSV. */
export const CSV: readonly Hostile[] = [
  csv("crlf.csv", `${HEADER}1,a,1\n`.replaceAll("\n", "\r\n"), [0]),
  csv("cr.csv", `${HEADER}1,a,1\n`.replaceAll("\n", "\r"), [0]),
  csv("no-line-end.csv", `${HEADER}1,a,1`, [0]),
  csv("bom.csv", `\uFEFF${HEADER}${ROW}`, [0]),
  csv("quoted-line-ends.csv", `${HEADER}1,"a\n\r\nb",1\n2,"x""y",2\n`, [0]),
  csv("order.csv", "amount,id,name\n1.5,1,a\n", [0]),
  csv("extra.csv", "id,name,amount,more\n1,a,1,x\n", [0]),
  csv("sql.csv", `id,name,amount,"x""); drop table y; --",'$1'\n1,a,1,b,c\n`, [0]),
  csv("line-end-in-header.csv", 'id,name,amount,"a\nb"\n1,a,1,x\n', [0]),
  csv("similar-names.csv", "id,name,NAME,amount\n1,a,b,1\n", [0]),
  csv("minus-zero.csv", `${HEADER}-0,a,-0\n`, [0]),
  csv("several-members.csv.gz", Buffer.concat([gzipSync(HEADER), gzipSync(ROW)]), [0]),
  csv("case.csv", "ID,Name,AMOUNT\n1,a,1\n", [5, 'no columns "id", "name", "amount" (it has "ID", "Name", "AMOUNT")']),
  csv("spaces.csv", "id , name,amount\n1,a,1\n", [5, '(it has "id ", " name")']),
  csv("missing.csv", "id,name\n1,a\n", [5, 'the data has no column "amount"']),
  csv("repeated.csv", "id,name,name\n1,a,b\n", [5, 'The header of repeated.csv has the column "name" twice']),
  csv("open-header.csv", `id,"name,amount\n${ROW}`, [
    5,
    "The header of open-header.csv has a quoted name without an end",
  ]),
  csv("odd-header.csv", `id,"name"x,amount\n${ROW}`, [5, "has characters behind a quoted name"]),
  csv("blank-header.csv", `\n${HEADER}${ROW}`, [5, "The header of blank-header.csv is a blank line"]),
  csv("empty.csv", "", [5, "empty.csv is empty"]),
  csv("only-bom.csv", "\uFEFF", [5, "only-bom.csv is empty"]),
  csv("header.csv", HEADER, [5, "the data has no rows"]),
  csv("ragged.csv", `${HEADER}1,a\n2,b,2,2\n3,c,3\n`, [5, "2 lines cannot be read"]),
  csv("open-quote.csv", `${HEADER}1,"a,1\n2,b,2\n`, [5, "1 line cannot be read"]),
  csv("odd-quote.csv", `${HEADER}1,"a"b,1\n2,b,2\n`, [5, "1 line cannot be read"]),
  csv("mixed-ends.csv", `${HEADER}1,a,1\r\n2,b,2\n`, [
    6,
    "line 2 of mixed-ends.csv ends with CR LF, the lines before it with LF",
  ]),
  csv("utf-16.csv", Buffer.from(`\uFEFF${HEADER}${ROW}`, "utf16le"), [5, "utf-16.csv is encoded in UTF-16"]),
  csv("utf-16-without-bom.csv", Buffer.from(HEADER, "utf16le"), [5, "utf-16-without-bom.csv has NUL characters"]),
  csv("latin-1.csv", latin(`${HEADER}1,caf\xe9,1\n2,b,2\n`), [5, "1 line cannot be read"]),
  csv("latin-1-in-extra.csv", latin(`id,name,amount,more\n1,b,1,caf\xe9\n2,b,2,x\n`), [5, "1 line cannot be read"]),
  csv("late-latin-1.csv", latin(`${HEADER}${"1,aaaa,1\n".repeat(200_000)}2,caf\xe9,1\n`), [5, "1 line cannot be read"]),
  csv("late-nul.csv", `${HEADER}${"1,aaaa,1\n".repeat(200_000)}2,a\0b,1\n`, [5, '1 value of "name" does not fit']),
  csv("numbers.csv", `${HEADER}1,a,1e400\n2,b,NaN\n3,c,inf\n4,d,${"9".repeat(40)}\n`, [
    5,
    '4 values of "amount" do not fit',
  ]),
  csv("long-line.csv", `${HEADER}1,${"a".repeat(3_000_000)},1\n2,b,2\n`, [5, "1 line cannot be read"]),
  csv("long-header.csv", `${HEADER.trim()},${"a,".repeat(1_000_000)}\n${ROW}`, [
    5,
    "The header of long-header.csv has no end",
  ]),
  csv("not-gzip.csv.gz", HEADER, [5, "not-gzip.csv.gz cannot be decompressed"]),
  csv("no-bytes.csv.gz", "", [5, "no-bytes.csv.gz"]),
  csv("empty-inside.csv.gz", gzipSync(""), [5, "empty-inside.csv.gz is empty"]),
  csv("cut.csv.gz", gzipSync(HEADER + ROW).subarray(0, 30), [5, "cut.csv.gz cannot be decompressed"]),
  csv("twice.csv.gz", gzipSync(gzipSync(HEADER)), [5, "twice.csv.gz is compressed twice"]),
  csv("gzip.csv", gzipSync(HEADER), [5, "gzip.csv is compressed with gzip"]),
  csv("bomb.csv.gz", gzipSync(`${HEADER}${`1,${"a".repeat(1000)},1\n`.repeat(80_000)}`), [5, "more than 200 times"]),
  csv("parquet.csv", "PAR1xxxxPAR1", [5, "parquet.csv is a Parquet file"]),
  csv("database.csv", `xxxxxxxxDUCK${"x".repeat(100)}`, [5, "database.csv is a DuckDB file"]),
  csv("sheet.csv", "PK\u0003\u0004xxxx", [5, "sheet.csv is a zip or Excel file"]),
  csv("no-extension", HEADER, [5, "no-extension has no extension that dex knows"]),
];

const GOOD = '{"id":1,"name":"a","amount":1}';

/** Files of JSON. */
export const JSON_FILES: readonly Hostile[] = [
  csv("array.json", `[${GOOD}]`, [0]),
  csv("array.jsonl", `[${GOOD}]`, [0]),
  csv("object.json", GOOD, [0]),
  csv("pretty.json", '{\n"id":1,\n"name":"a","amount":1}\n{"id":2}', [0]),
  csv("blank-lines.jsonl", `\n${GOOD}\n\n   \n{"id":2}\n`, [0]),
  csv("brackets-in-string.jsonl", `{"id":1,"name":"${"[".repeat(100_000)}"}\n`, [0]),
  csv("minus-zero.jsonl", '{"id":-0,"amount":-0}\n', [0]),
  csv("empty.json", "", [5, "empty.json is empty"]),
  csv("blank.jsonl", "\n \n", [5, "blank.jsonl is empty"]),
  csv("no-items.json", "[]", [5, "the data has no rows"]),
  csv("scalars.json", '[1,"a",null]', [5, "3 lines cannot be read"]),
  csv("scalar.json", "12", [5, "1 line cannot be read"]),
  csv("arrays.json", `[[${GOOD}]]`, [5, "1 line cannot be read"]),
  csv("broken-lines.jsonl", `${GOOD}\n{"id":2,"na\n[1]\n5\nnull\n{"id":3} x\n{"id":4}{"id":5}\n`, [
    5,
    "6 lines cannot be read",
  ]),
  csv("broken.json", `[${GOOD},{"id":2,`, [6, "broken.json is not valid JSON: unexpected end of data"]),
  csv("no-comma.json", `[${GOOD} ${GOOD}]`, [6, "no-comma.json is not valid JSON"]),
  csv("rest.json", `[${GOOD}] rest`, [6, "rest.json is not valid JSON"]),
  csv("latin-1.jsonl", latin(`${GOOD}\n{"id":2,"name":"caf\xe9"}\n`), [5, "1 line cannot be read"]),
  csv("half-pair.jsonl", `${GOOD}\n{"id":2,"name":"\\ud800"}\n`, [5, "1 line cannot be read"]),
  csv("not-numbers.jsonl", `${GOOD}\n{"id":2,"amount":NaN}\n{"id":3,"amount":Infinity}\n`, [
    5,
    '2 values of "amount" do not fit',
  ]),
  csv("large-numbers.jsonl", `{"id":1,"amount":1e400}\n{"id":2,"amount":${"9".repeat(40)}.5}\n`, [
    5,
    '2 values of "amount" do not fit',
  ]),
  csv("deep.json", "[".repeat(100_000) + "]".repeat(100_000), [5, "1 line cannot be read"]),
  csv("deep-objects.json", `{"id":1,"name":${'{"a":'.repeat(10_000)}1${"}".repeat(10_000)}}`, [
    5,
    '1 value of "name" does not fit',
  ]),
  csv("parquet.json", "PAR1xxxxPAR1", [5, "parquet.json is a Parquet file"]),
];

/** Files of other forms. */
export const OTHERS: readonly Hostile[] = [
  csv("empty.parquet", "", [5, "empty.parquet is not a Parquet file"]),
  csv("text.parquet", HEADER, [5, "text.parquet is not a Parquet file"]),
  csv("damaged.parquet", "PAR1damaged PAR1", [5, "damaged.parquet cannot be read"]),
  csv("table.duckdb", `xxxxxxxxDUCK${"x".repeat(100)}`, [5, "table.duckdb is a database"]),
];
