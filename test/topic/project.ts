import type { Ir } from "../../src/ir/ir.ts";
import { irOf } from "../ir-of.ts";

/** A contract on a topic in one of the formats, with every type of the language; some fields may be NULL. */
export function everything(format: "json" | "avro" | "protobuf"): string {
  return `
contract: {name: everything_${format}, version: 1.0.0, owner: shop@example.com, team: Shop Team, description: "All, of \\"it\\"", tags: [all]}
dataset: {kind: topic}
topic:
  name: shop.everything-${format}
  partitions: 6
  replication_factor: 1
  key: id
  format: ${format}
  config: {retention.ms: 7d, cleanup.policy: "compact, delete", max.message.bytes: 1MB, segment.bytes: default}
  dead_letter: {topic: dlq.shop.everything-${format}}
${format === "protobuf" ? NUMBERS : ""}
consumers: [{name: Analytics, usage: "Reports."}, {name: ml-team}]
compatibility: producer
schema:
  required: [id, count, amount, flag, tags, attributes, address, day, items]
  properties:
    id: {type: uuid, description: "Which one.\\nOf all."}
    note: {type: string, max_length: 40}
    count: {type: integer}
    small: {type: smallint, minimum: 1, maximum: 9}
    medium: {type: integer, bits: 32}
    ratio: {type: double}
    thin: {type: float}
    amount: {type: decimal, precision: 20, scale: 4, default: 1.5}
    flag: {type: boolean}
    day: {type: date}
    at: {type: time}
    happened: {type: timestamp}
    local: {type: timestamp_local}
    lasted: {type: duration}
    raw: {type: bytes}
    extra: {type: json}
    status: {type: string, enum: [pending, paid], default: pending}
    odd: {type: string, enum: ["not a name", "ü"]}
    tags: {type: array, items: {type: string}}
    maybe_tags: {type: array, items: {type: string, nullable: true}}
    matrix: {type: array, items: {type: array, items: {type: integer}}}
    attributes: {type: map, values: {type: string}}
    maybe_attributes: {type: map, values: {type: integer, nullable: true}}
    embedding: {type: vector, dimensions: 3}
    address:
      type: object
      required: [city]
      properties:
        city: {type: string}
        kind: {type: string, enum: [home, work]}
    items:
      type: array
      items: {type: object, required: [sku], properties: {sku: {type: string}, price: {type: decimal, precision: 9, scale: 2}}}
`;
}

const NUMBERS = `  field_numbers: {id: 1, note: 2, count: 3, small: 4, medium: 5, ratio: 6, thin: 7, amount: 8, flag: 9, day: 10, at: 11, happened: 12, local: 13,
    lasted: 14, raw: 15, extra: 16, status: 17, "status=pending": 1, "status=paid": 2, odd: 18, tags: 19, maybe_tags: 20, matrix: 21, attributes: 22,
    maybe_attributes: 23, embedding: 24, address: 25, address.city: 1, address.kind: 2, "address.kind=home": 1, "address.kind=work": 2,
    items: 26, "items[].sku": 1, "items[].price": 3, "items[].gone": 2, gone: 27, "status=gone": 9}
`;

/** The Ir of contracts given as texts. */
export function irOfContracts(...texts: readonly string[]): Ir {
  return irOf(Object.fromEntries(texts.map((text, index) => [`contracts/c${index}.contract.yaml`, text])));
}
