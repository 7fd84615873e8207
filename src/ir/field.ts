import type { Origin } from "../source/origin.ts";
import type { Literal } from "./literal.ts";

/** The privacy attributes of a field. */
export interface Privacy {
  readonly pii: boolean;
  readonly classification?: "public" | "internal" | "confidential" | "restricted";
  readonly retentionDays?: number;
}

/** The lifecycle of a field: ISO 8601 dates or versions, as written. */
export interface Evolution {
  readonly deprecated?: { readonly since?: string; readonly sunset?: string; readonly replacement?: string };
  readonly renamedFrom?: string;
  readonly addedIn?: string;
  readonly removedIn?: string;
  readonly migration?: string;
  readonly locked: boolean;
}

/**
 * A column, or a member of a struct.
 * `nullable`: the value may be NULL. `presence: "optional"`: a JSON row may omit the field. A table then stores its default, or NULL.
 */
export interface Field {
  readonly id: string;
  readonly name: string;
  readonly type: Type;
  readonly nullable: boolean;
  readonly presence: "required" | "optional";
  readonly default?: Literal;
  readonly description?: string;
  readonly unit?: string;
  readonly privacy: Privacy;
  readonly evolution: Evolution;
  readonly origin: Origin;
}

/** String formats with a grammar in dex: see docs/language.md, "Formats". */
export type StringFormat = "uuid" | "email" | "uri" | "hostname" | "ipv4" | "ipv6" | "date" | "time" | "date-time";

/** Every type of a value. There is no `number`: a number is an int, a float or a decimal. */
export type Type =
  | { readonly kind: "string"; readonly maxLength?: number; readonly format?: StringFormat }
  | { readonly kind: "int"; readonly bits: 16 | 32 | 64 }
  | { readonly kind: "float"; readonly bits: 32 | 64 }
  | { readonly kind: "decimal"; readonly precision: number; readonly scale: number }
  | { readonly kind: "bool" }
  | { readonly kind: "date" }
  | { readonly kind: "time" }
  | { readonly kind: "timestamp"; readonly zone: "instant" | "local" }
  | { readonly kind: "duration" }
  | { readonly kind: "uuid" }
  | { readonly kind: "bytes" }
  | { readonly kind: "json" }
  | { readonly kind: "enum"; readonly values: readonly string[] }
  | { readonly kind: "array"; readonly items: Type; readonly itemsNullable: boolean }
  | { readonly kind: "map"; readonly values: Type; readonly valuesNullable: boolean }
  /** `closed`: a value has no members besides the fields. Only targets that read the members of a value check that. */
  | { readonly kind: "struct"; readonly fields: readonly Field[]; readonly closed?: true }
  | { readonly kind: "vector"; readonly dimensions: number };

/** The name of a type. Emitters must map every one (`satisfies Record<TypeKind, …>`). */
export type TypeKind = Type["kind"];

/** The type of one kind. */
export type TypeOf<K extends TypeKind> = Extract<Type, { kind: K }>;
