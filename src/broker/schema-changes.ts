import type { Field } from "../ir/field.ts";
import type { Origin } from "../source/origin.ts";
import type { MessageSchema } from "../topic/schemas.ts";
import type { BrokerChange } from "./change.ts";
import { isSameSchema, problemsAt } from "./compatibility/compatibility.ts";
import type { Problem } from "./compatibility/problem.ts";
import type { RegistrySubject } from "./registry.ts";
import { isAllowed } from "./topic-changes.ts";

/** A schema of a contract, and its subject in the registry. */
export interface SchemaState {
  readonly schema: MessageSchema;
  readonly registered: RegistrySubject;
  /** True if the registry would accept the schema as the next version. */
  readonly compatible: boolean;
}

/** All changes that make the subjects match the contracts. */
export function schemaChanges(states: readonly SchemaState[]): readonly BrokerChange[] {
  return states.flatMap((state) => [...levelChange(state), ...versionChange(state)]);
}

const STRICTNESS = [
  "NONE",
  "BACKWARD",
  "FORWARD",
  "BACKWARD_TRANSITIVE",
  "FORWARD_TRANSITIVE",
  "FULL",
  "FULL_TRANSITIVE",
];

function levelChange({ schema, registered }: SchemaState): BrokerChange[] {
  const { subject, level, of } = schema;
  if (registered.level === level) return [];
  const known = registered.level === undefined ? -1 : STRICTNESS.indexOf(registered.level);
  const looser = STRICTNESS.indexOf(level) < known;
  return [
    {
      class: looser ? "CAUTION" : "SAFE",
      target: subject,
      what: `compatibility ${registered.level ?? "(the registry's)"} to ${level}`,
      ...(looser && { why: "schemas that the registry rejects now will be accepted" }),
      allowed: !looser,
      at: of.contract.origin,
      action: { kind: "level", subject, level },
    },
  ];
}

function versionChange(state: SchemaState): BrokerChange[] {
  const { schema, registered } = state;
  const { subject, type, text, level, of } = schema;
  const latest = registered.versions.at(-1);
  const action = { kind: "register", subject, schema: { type, text } } as const;
  const base = { target: subject, at: of.contract.origin };
  if (latest === undefined) return [{ ...base, class: "SAFE", what: `register, ${type}`, allowed: true, action }];
  if (isSameSchema(schema, latest)) return [];
  const next = { ...base, what: `register version ${latest.version + 1}` };
  const problems = problemsIn(state);
  if (problems.length === 0) return [{ ...next, class: "SAFE", allowed: true, action }];
  const [first] = problems;
  return [
    {
      ...next,
      class: "MIGRATE",
      why: problems.map(({ field, what }) => `${field}: ${what}`).join("; "),
      needs: "schema_incompatible",
      allowed: isAllowed("schema_incompatible", of.contract, of.spec),
      at: originOf(of.contract.dataset.fields, first?.field ?? "") ?? of.contract.origin,
      action: { ...action, force: level },
    },
  ];
}

/** The incompatibilities with earlier versions that dex finds. If there are none, the rejection by the registry. */
function problemsIn({ schema, registered, compatible }: SchemaState): readonly Problem[] {
  const older = schema.level.endsWith("_TRANSITIVE") ? registered.versions : registered.versions.slice(-1);
  const all = older.flatMap((version) => problemsAt(schema.level, schema, version));
  const problems = [...new Map(all.map((one) => [`${one.field} ${one.what}`, one])).values()];
  if (problems.length > 0 || compatible || schema.level === "NONE") return problems;
  return [{ field: "the message", what: "the registry rejects it without a reason" }];
}

/** The origin of the field at a path. */
function originOf(fields: readonly Field[], path: string): Origin | undefined {
  const [name = "", ...rest] = path.replace(/\[\]|\{\}/g, "").split(".");
  const field = fields.find((candidate) => candidate.name === name);
  if (field === undefined || rest.length === 0) return field?.origin;
  let { type } = field;
  while (type.kind === "array" || type.kind === "map") type = type.kind === "array" ? type.items : type.values;
  return (type.kind === "struct" ? originOf(type.fields, rest.join(".")) : undefined) ?? field.origin;
}
