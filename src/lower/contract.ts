import type { Consumer, Contract, Dataset, Key, Party, Reference, TopicSpec } from "../ir/contract.ts";
import type { ConsumerDocument, ContractDocument, TopicDocument } from "../language/contract/contract-document.ts";
import { isNeverNull, keyColumns, silentColumns } from "../language/contract/nulls.ts";
import { BROKER_DEFAULT } from "../language/contract/topic-words.ts";
import { splitReference } from "../link/linked-project.ts";
import { by } from "../text/compare.ts";
import { nameOf, type UnnamedAssertion, withIds } from "./assertion-ids.ts";
import { constraintAssertions } from "./constraints.ts";
import { fieldContext, lowerField } from "./field.ts";
import { withConsequence } from "./on-violation.ts";
import { qualityAssertions, uniqueRule } from "./quality.ts";
import { slaAssertions } from "./sla.ts";
import { withUuids } from "./uuids.ts";

/** Lowers a contract document to a contract of the Ir. */
export function lowerContract(document: ContractDocument): Contract {
  const { name, version, status, description, domain } = document;
  return {
    id: name.value,
    name: name.value,
    version: version.value,
    status: status.value,
    owner: ownerOf(document),
    ...(domain && { domain: domain.value }),
    ...(description !== undefined && { description }),
    tags: document.tags.map(({ value }) => value),
    dataset: lowerDataset(document),
    consumers: document.consumers.map((consumer) => lowerConsumer(consumer, document)),
    policy: {
      compatibility: document.compatibility,
      ...(document.notificationLeadTimeDays !== undefined && {
        notificationLeadTimeDays: document.notificationLeadTimeDays,
      }),
      approvalRequiredFrom: document.approvalRequiredFrom,
    },
    origin: { path: document.path, pointer: document.pointer },
  };
}

function ownerOf({ owner, team, slackChannel }: ContractDocument): Party {
  return {
    ...party(owner?.value),
    ...(team !== undefined && { team }),
    ...(slackChannel !== undefined && { slackChannel }),
  };
}

/** The owner: an email address, or a name. */
export function party(owner: string | undefined): Party {
  if (owner === undefined) return {};
  return owner.includes("@") ? { email: owner } : { name: owner };
}

function lowerDataset(document: ContractDocument): Dataset {
  const { dataset, name } = document;
  const context = fieldContext(document);
  const fields = document.fields.map((field) => lowerField(field, context));
  const named = withUuids(assertions(document), fields);
  return {
    id: name.value,
    physical: dataset.kind.value,
    name: dataset.topic?.name.value ?? dataset.table?.value ?? name.value,
    fields,
    keys: keysOf(document),
    references: referencesOf(document),
    ...(dataset.eventTime && { eventTime: dataset.eventTime.value }),
    ...(dataset.updatedAt && { updatedAt: dataset.updatedAt.value }),
    ...(dataset.partition && {
      partition: { field: dataset.partition.value.field.value, granularity: dataset.partition.value.granularity },
    }),
    clusterBy: dataset.clusterBy.map(({ value }) => value),
    closed: dataset.closed,
    ...(dataset.topic && { topic: lowerTopic(dataset.topic, document) }),
    assertions: withIds(name.value, named),
    origin: { path: document.path, pointer: dataset.pointer },
  };
}

/** All assertions in the order of the document: schema, fields, key, quality rules, SLAs. */
function assertions(document: ContractDocument): readonly UnnamedAssertion[] {
  const context = fieldContext(document);
  const fields = document.fields
    .flatMap((field) => constraintAssertions(field, context))
    .map((assertion) => withDuplicates(document, assertion));
  const ofContract = (all: readonly UnnamedAssertion[]) => all.map((one) => withConsequence(one, undefined, document));
  return [
    ...ofContract([schemaAssertion(document)]),
    ...fields,
    ...ofContract([...completenessAssertions(document), ...keyAssertions(document, fields)]),
    ...qualityAssertions(document),
    ...ofContract(slaAssertions(document)),
  ];
}

/**
 * The assertions of a completeness SLA: a not-null with a tolerance for each column that it names. Without names, it applies to each column that has
 * none of `nullable`, `not_null` and `required`. It never changes a column that must not be NULL.
 */
function completenessAssertions(document: ContractDocument): readonly UnnamedAssertion[] {
  const { completeness } = document.sla;
  if (completeness === undefined) return [];
  const { tolerance: max, fields } = completeness.value;
  const tolerance = max === "0" ? {} : { tolerance: { max, unit: "fraction" as const } };
  const named = fields?.map(({ value }) => value.split(".")).filter((path) => !isNeverNull(document, path));
  const paths = named ?? silentColumns(document).map(({ name }) => [name]);
  return paths.map(
    (field): UnnamedAssertion => ({
      name: nameOf(field, "not_null"),
      rule: { kind: "not_null", field },
      severity: "error",
      ...tolerance,
      origin: { path: document.path, pointer: completeness.pointer },
    }),
  );
}

function schemaAssertion(document: ContractDocument): UnnamedAssertion {
  const origin = {
    path: document.path,
    pointer: document.form === "flat" || document.form === "house" ? "/schema" : document.pointer,
  };
  return { name: "schema", rule: { kind: "schema", closed: document.dataset.closed }, severity: "error", origin };
}

/** Adds the tolerance of a duplicates SLA without columns to the assertion that the key is unique. */
function withDuplicates(document: ContractDocument, assertion: UnnamedAssertion): UnnamedAssertion {
  const { duplicates } = document.sla;
  if (assertion.rule.kind !== "unique" || duplicates === undefined) return assertion;
  const { tolerance: max, fields } = duplicates.value;
  if (fields !== undefined || max === "0" || assertion.rule.fields.join() !== keyColumns(document).join())
    return assertion;
  return { ...assertion, tolerance: { max, unit: "fraction" } };
}

/** The assertion that the primary key is unique, unless its only field already has it. */
function keyAssertions(document: ContractDocument, fields: readonly UnnamedAssertion[]): readonly UnnamedAssertion[] {
  const key = keyColumns(document);
  const hasUniqueKey = fields.some(
    ({ rule }) => rule.kind === "unique" && key.length === 1 && rule.fields[0] === key[0],
  );
  if (key.length === 0 || hasUniqueKey) return [];
  const pointer =
    document.dataset.primaryKey[0]?.pointer ??
    document.fields.find((field) => field.primaryKey?.value)?.primaryKey?.pointer ??
    document.dataset.pointer;
  return [
    withDuplicates(document, { ...uniqueRule(key), severity: "error", origin: { path: document.path, pointer } }),
  ];
}

function keysOf(document: ContractDocument): readonly Key[] {
  const fields = keyColumns(document);
  const origin = { path: document.path, pointer: document.dataset.primaryKey[0]?.pointer ?? document.dataset.pointer };
  const primary: Key[] = fields.length > 0 ? [{ kind: "primary", fields, origin }] : [];
  const unique = document.fields.filter(
    (field) => field.unique?.value && !(fields.length === 1 && fields[0] === field.name),
  );
  return [
    ...primary,
    ...unique.map(
      (field): Key => ({
        kind: "unique",
        fields: [field.name],
        origin: { path: document.path, pointer: field.pointer },
      }),
    ),
  ];
}

function referencesOf(document: ContractDocument): readonly Reference[] {
  return document.fields.flatMap((field) => {
    const to = field.references && splitReference(field.references.value);
    if (!field.references || !to) return [];
    return [
      {
        field: field.name,
        to: { dataset: to.contract, field: to.field },
        origin: { path: document.path, pointer: field.references.pointer },
      },
    ];
  });
}

function lowerTopic(topic: TopicDocument, document: ContractDocument): TopicSpec {
  const { name, partitions, replicationFactor, key, format, deadLetter } = topic;
  const settings = [...topic.config].sort(by((setting) => setting.name));
  const set = settings.filter(({ value }) => value !== BROKER_DEFAULT);
  const numbers = [...topic.fieldNumbers].sort(by((field) => field.path));
  return {
    name: name.value,
    partitions: partitions.value,
    replicationFactor: replicationFactor.value,
    ...(key && { key: key.value }),
    format: format.value,
    config: Object.fromEntries(set.map((setting) => [setting.name, setting.value])),
    ...(deadLetter && {
      deadLetter: {
        topic: deadLetter.value.topic.value,
        ...(deadLetter.value.maxRatio !== undefined && { maxRatio: deadLetter.value.maxRatio }),
      },
    }),
    unset: settings.filter(({ value }) => value === BROKER_DEFAULT).map((setting) => setting.name),
    producers: producersOf(topic, document),
    fieldNumbers: Object.fromEntries(numbers.map((field) => [field.path, field.number])),
    allow: topic.allow.map(({ change, version, reason, pointer }) => ({
      change,
      version: version.value,
      reason,
      origin: { path: document.path, pointer },
    })),
    origin: { path: document.path, pointer: topic.pointer },
  };
}

/** The producers that the topic lists; defaults to the owner. */
function producersOf({ producers }: TopicDocument, { team, owner, name }: ContractDocument): readonly string[] {
  if (producers.length > 0) return producers.map(({ value }) => value);
  return [team ?? owner?.value.split("@")[0] ?? name.value];
}

function lowerConsumer(
  { pointer, name, team, contact, usage, requiredFields }: ConsumerDocument,
  document: ContractDocument,
): Consumer {
  return {
    id: `${document.name.value}.${name.value}`,
    name: name.value,
    ...(team !== undefined && { team }),
    ...(contact !== undefined && { contact }),
    ...(usage !== undefined && { usage }),
    needs: requiredFields === undefined ? "all" : requiredFields.map(({ value }) => value),
    origin: { path: document.path, pointer },
  };
}
