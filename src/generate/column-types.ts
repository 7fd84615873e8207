import type { LiveColumn } from "../engine/schema.ts";
import { line } from "../text/quote/comment.ts";
import { Commented, type YamlMap } from "../text/quote/yaml.ts";

/** The type of a column in a draft, and what to know about it if the language does not have exactly that type. */
export interface DraftType {
  readonly type: YamlMap;
  readonly remark?: Remark;
}

/** A remark: `asks` for what the author must fill in. */
interface Remark {
  readonly text: string;
  readonly asks: boolean;
}

/** The language's types by the names of PostgreSQL's. */
const TYPES: Readonly<Record<string, YamlMap>> = {
  int2: { type: "smallint" },
  int4: { type: "integer", bits: 32 },
  int8: { type: "bigint" },
  float4: { type: "float" },
  float8: { type: "double" },
  bool: { type: "boolean" },
  uuid: { type: "uuid" },
  date: { type: "date" },
  time: { type: "time" },
  timestamptz: { type: "timestamp" },
  timestamp: { type: "timestamp_local" },
  interval: { type: "duration" },
  bytea: { type: "bytes" },
  json: { type: "json" },
  jsonb: { type: "json" },
  text: { type: "string" },
  varchar: { type: "string" },
  bpchar: { type: "string" },
};

/** What a type means beyond the type of the language. */
const REMARKS: Readonly<Record<string, string>> = {
  interval: "an interval may be negative or have parts of a second, which a duration does not",
  bpchar: "PostgreSQL ignores blanks at the end when it compares, and dex does not",
  citext: "PostgreSQL ignores upper and lower case when it compares, and dex does not",
};

const LARGEST_PRECISION = 38;

/** The language's type of a column. A type that the language does not have becomes a string, and an array has items. */
export function draftType(column: LiveColumn): DraftType {
  const { type, remark } = valueType(column);
  const value =
    remark === undefined ? type : { ...type, type: new Commented(String(type["type"]), line(commentOf(remark, type))) };
  return {
    type: column.isArray && isListed(column) ? { type: "array", items: { ...value, nullable: true } } : value,
    ...(remark && { remark }),
  };
}

/** Whether the extract loads an array of the type as a list. It loads other arrays, such as those of a composite type, as text. */
function isListed({ typeName, labels }: LiveColumn): boolean {
  return labels !== undefined || typeName === "numeric" || TYPES[typeName] !== undefined || LISTED.includes(typeName);
}

const LISTED = "bit cidr citext hstore inet macaddr macaddr8 money timetz tsvector varbit"
  .split(" ")
  .concat("int4 int8 num date ts tstz".split(" ").flatMap((name) => [`${name}range`, `${name}multirange`]));

function commentOf({ text, asks }: Remark, type: YamlMap): string {
  return asks && type["precision"] === undefined ? `${text}: fill in precision and scale` : text;
}

function valueType(column: LiveColumn): DraftType {
  const { typeName, labels, maxLength, declared } = column;
  if (labels !== undefined && labels.length > 0) return { type: { type: "string", enum: labels } };
  if (typeName === "numeric") return decimalType(column);
  const known = TYPES[typeName];
  const remark =
    REMARKS[typeName] ?? (known === undefined ? "the language does not have this type; its text is loaded" : undefined);
  return {
    type: { ...(known ?? { type: "string" }), ...(maxLength !== undefined && { max_length: maxLength }) },
    ...(remark !== undefined && { remark: { text: `${declared}: ${remark}`, asks: false } }),
  };
}

/** A decimal. PostgreSQL has decimals without limits, with more digits than the language, and with a scale beyond the precision. */
function decimalType({ precision, scale = 0, declared }: LiveColumn): DraftType {
  if (precision === undefined) {
    return { type: { type: "decimal" }, remark: { text: `${declared} has no precision`, asks: true } };
  }
  const [before, after] = [Math.max(0, precision - scale), Math.max(0, scale)];
  if (before + after > LARGEST_PRECISION) {
    const type = {
      type: "decimal",
      precision: LARGEST_PRECISION,
      scale: Math.max(0, Math.min(after, LARGEST_PRECISION - before)),
    };
    return {
      type,
      remark: { text: `${declared} has more digits than a decimal, which has ${LARGEST_PRECISION}`, asks: true },
    };
  }
  const type = { type: "decimal", precision: before + after, scale: after };
  // A scale below zero rounds to tens or hundreds; one beyond the precision leaves zeros after the point.
  if (scale < 0) return { type: { ...type, multiple_of: 10 ** -scale } };
  if (scale <= precision) return { type };
  const limit = `0.${"0".repeat(scale - precision - 1)}1`;
  return { type: { ...type, exclusive_minimum: Number(`-${limit}`), exclusive_maximum: Number(limit) } };
}
