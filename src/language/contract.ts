import type { ConsumerDocument, ContractDocument, ContractForm, FieldDocument } from "./contract-document.ts";
import { compatibilityOf, datasetOf } from "./dataset.ts";
import { diagnostics } from "./diagnostics.ts";
import { fieldOf, fieldsOf } from "./field.ts";
import type { Located } from "./located.ts";
import { at, defined, entries, number, type ObjectNode, object, objects, plain, text, texts } from "./node.ts";
import { rulesOf } from "./quality.ts";
import { slaOf } from "./sla.ts";

/** A contract in the house form or its short forms, the flat form, or a column list, as one kind of document. */
export function contractOf(node: ObjectNode, form: ContractForm): ContractDocument {
  const header = object(node, "contract") ?? node;
  const name = text(header, "name") ?? { value: "", pointer: header.pointer };
  return defined<ContractDocument>({
    kind: "contract",
    form,
    path: node.path,
    pointer: header.pointer,
    name,
    version: text(header, "version") ?? { value: "0.1.0", pointer: header.pointer },
    status: (text(header, "status") ?? { value: "active", pointer: header.pointer }) as ContractDocument["status"],
    owner: text(header, "owner"),
    team: plain(header, "team"),
    slackChannel: plain(header, "slack_channel"),
    domain: text(header, "domain"),
    description: plain(header, "description"),
    tags: texts(header, "tags"),
    dataset: datasetOf(node),
    fields: withValidity(node, contractFields(node, form)),
    quality: rulesOf(node),
    sla: slaOf(node),
    consumers: objects(node, "consumers").map(consumerOf),
    compatibility: compatibilityOf(node),
    ...changeProcessOf(node),
  });
}

function contractFields(node: ObjectNode, form: ContractForm): readonly FieldDocument[] {
  const schema = object(node, "schema");
  if (form === "flat") return schema ? fieldsOf(schema, []) : [];
  const properties = schema && object(schema, "properties");
  if (schema && properties) return fieldsOf(properties, texts(schema, "required"));
  if (form === "house" && schema)
    node.reports.push(diagnostics.report("missing-key", at(node, schema.pointer), { keys: ["properties"] }));
  const listed = [...(schema ? objects(schema, "columns", "fields") : []), ...objects(node, "columns", "fields")];
  return listed.map((column) => fieldOf((text(column, "name", "column") ?? { value: "" }).value, column));
}

/** Adds the constraints of a long form's `quality.validity` to the fields they name; what the field says itself comes first. */
function withValidity(node: ObjectNode, fields: readonly FieldDocument[]): readonly FieldDocument[] {
  const quality = object(node, "quality");
  const validity = quality && object(quality, "validity");
  if (validity === undefined) return fields;
  const more = new Map(entries(validity).map(([name, entry]) => [name, fieldOf(name, entry)]));
  return fields.map((field) => {
    const { pointer: _pointer, type: _type, ...constraints } = more.get(field.name) ?? field;
    return { ...constraints, ...field };
  });
}

function consumerOf(node: ObjectNode): ConsumerDocument {
  const team = text(node, "team");
  const fields = texts(node, "required_fields");
  return defined<ConsumerDocument>({
    pointer: node.pointer,
    name: text(node, "name") ?? team ?? ({ value: "consumer", pointer: node.pointer } as Located<string>),
    team: team?.value,
    contact: plain(node, "contact"),
    usage: plain(node, "usage"),
    requiredFields: node.value["required_fields"] === undefined ? undefined : fields,
  });
}

function changeProcessOf(contract: ObjectNode) {
  const node = object(contract, "change_process");
  const days = node && number(node, "notification_lead_time_days")?.value;
  const approvers = node ? texts(node, "approval_required_from").map(({ value }) => value) : [];
  return { notificationLeadTimeDays: days, approvalRequiredFrom: approvers };
}
