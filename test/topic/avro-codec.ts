import avsc from "avsc";
import { decimalOf, isoDay, isoTime, type Row } from "./rows.ts";

/** 64-bit integers as bigints. */
const long = avsc.types.LongType.__with({
  fromBuffer: (buffer: Buffer) => buffer.readBigInt64LE(),
  toBuffer: (value: bigint) => {
    const buffer = Buffer.alloc(8);
    buffer.writeBigInt64LE(value);
    return buffer;
  },
  fromJSON: BigInt,
  toJSON: Number,
  isValid: (value: unknown) => typeof value === "bigint",
  compare: (a: bigint, b: bigint) => (a < b ? -1 : a > b ? 1 : 0),
});

interface Attributes {
  readonly type: string;
  readonly scale: number;
}

interface Directions {
  readonly read: (value: never, attributes: Attributes) => unknown;
  readonly write: (text: string, attributes: Attributes) => unknown;
}

/** A logical type by its two directions. */
function logical({ read, write }: Directions) {
  return class extends avsc.types.LogicalType {
    attributes: Attributes;
    constructor(schema: avsc.Schema, options: unknown) {
      super(schema, options as never);
      this.attributes = schema as unknown as Attributes;
      // avsc would put its own, rounding integers beneath; those of the registry serve plain fields alone.
      if (this.attributes.type === "long") Object.defineProperty(this, "underlyingType", { value: long });
    }
    override _fromValue(value: unknown) {
      return read(value as never, this.attributes);
    }
    override _toValue(value: unknown) {
      return typeof value === "string" ? write(value, this.attributes) : undefined;
    }
  };
}

function microsOf(text: string): bigint | undefined {
  const match = /^(.{19})(?:\.(\d{1,6}))?Z?$/.exec(text);
  if (match === null) return undefined;
  return BigInt(Date.parse(`${match[1]}Z`)) * 1000n + BigInt((match[2] ?? "").padEnd(6, "0"));
}

function bytesOf(text: string, { scale }: Attributes): Buffer {
  const [whole = "", fraction = ""] = text.replace("-", "").split(".");
  const unscaled = BigInt(whole + fraction.padEnd(scale, "0")) * (text.startsWith("-") ? -1n : 1n);
  return Buffer.from(BigInt.asUintN(136, unscaled).toString(16).padStart(34, "0"), "hex");
}

function decimalOfBytes(bytes: Buffer, { scale }: Attributes): string {
  return decimalOf(BigInt.asIntN(bytes.length * 8, BigInt(`0x${bytes.toString("hex")}`)), scale);
}

const logicalTypes = {
  decimal: logical({ read: decimalOfBytes, write: bytesOf }),
  date: logical({ read: isoDay, write: (text) => Date.parse(`${text}T00:00:00Z`) / 86_400_000 }),
  "time-micros": logical({
    read: (micros: bigint) => isoTime(micros).slice(11),
    write: (text) => microsOf(`1970-01-01T${text}`),
  }),
  "timestamp-micros": logical({ read: (micros: bigint) => `${isoTime(micros)}Z`, write: microsOf }),
  "local-timestamp-micros": logical({ read: isoTime, write: microsOf }),
};

/** A codec of rows for the Avro schema of `everything`. Bytes and JSON are named, since Avro cannot tell their text from other text. */
export function avroCodec(schema: string) {
  const options = { logicalTypes, registry: { long }, wrapUnions: "never", assertLogicalTypes: true };
  // The published types know neither `never` nor logical types with attributes.
  const type = avsc.Type.forSchema(JSON.parse(schema) as avsc.Schema, options as never);
  return {
    type,
    encode: (row: Row) =>
      type.toBuffer({
        ...row,
        raw: typeof row["raw"] === "string" ? Buffer.from(row["raw"], "base64") : null,
        extra: row["extra"] === null ? null : JSON.stringify(row["extra"]),
      }),
    decode: (bytes: Buffer): Row => {
      const row = plain(type.fromBuffer(bytes)) as { raw: Buffer | null; extra: string | null };
      return {
        ...row,
        raw: row.raw === null ? null : Buffer.from(row.raw).toString("base64"),
        extra: row.extra === null ? null : JSON.parse(row.extra),
      };
    },
  };
}

/** avsc makes objects of classes of its own. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null || value instanceof Uint8Array) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, plain(member)]));
}
