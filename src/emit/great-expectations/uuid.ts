import { createHash } from "node:crypto";

/** The namespace of dex's ids, an arbitrary UUID that never changes. */
const NAMESPACE = Buffer.from("6f1ed002ab5595859014ebf0951522d9", "hex");

/** A version 5 UUID from a name, so that the same name gets the same id in every compile. */
export function uuidOf(...name: readonly string[]): string {
  const sum = createHash("sha1").update(NAMESPACE).update(JSON.stringify(name)).digest().subarray(0, 16);
  sum[6] = ((sum[6] ?? 0) & 0x0f) | 0x50;
  sum[8] = ((sum[8] ?? 0) & 0x3f) | 0x80;
  const hex = sum.toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
