import { hash } from "node:crypto";

/** The namespace of dex's ids, an arbitrary UUID that never changes. */
const NAMESPACE = Buffer.from("6f1ed002ab5595859014ebf0951522d9", "hex");

/** A version 5 UUID from a name, so that the same name gets the same id in every compile. */
export function uuidOf(...name: readonly string[]): string {
  const hex = hash("sha1", Buffer.concat([NAMESPACE, Buffer.from(JSON.stringify(name))]));
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
