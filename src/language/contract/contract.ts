import type { Located } from "../located.ts";
import { defined, missingKey, number, type ObjectNode, object, objects, plain, text, texts } from "../node.ts";
import { isDevice, NAME } from "../scalars.ts";
import { columnsOf, withValidity } from "./columns.ts";
import type { ConsumerDocument, ContractDocument, ContractForm } from "./contract-document.ts";
import { compatibilityOf, datasetOf } from "./dataset.ts";
import { rulesOf } from "./quality.ts";
import { qualityMapRules } from "./quality-maps.ts";
import { slaOf } from "./sla.ts";

/** A contract in the house form or its short forms, the flat form, or a column list, as one kind of document. */
export function contractOf(node: ObjectNode, form: ContractForm): ContractDocument {
  const header = object(node, "contract") ?? node;
  const fields = withValidity(node, columnsOf(node, form));
  return defined<ContractDocument>({
    kind: "contract",
    form,
    path: node.path,
    pointer: header.pointer,
    name: nameOf(header),
    version: text(header, "version") ?? { value: "0.1.0", pointer: header.pointer },
    status: (text(header, "status") ?? { value: "active", pointer: header.pointer }) as ContractDocument["status"],
    owner: text(header, "owner"),
    team: plain(header, "team"),
    slackChannel: plain(header, "slack_channel"),
    domain: text(header, "domain"),
    description: plain(header, "description") ?? plain(node, "description"),
    tags: texts(header, "tags"),
    dataset: datasetOf(node),
    fields,
    quality: [...rulesOf(node), ...qualityMapRules(node, fields)],
    sla: slaOf(node),
    consumers: objects(node, "consumers").map(consumerOf),
    compatibility: compatibilityOf(node),
    ...changeProcessOf(node),
  });
}

/** The name; of a column list without one, its table's, where that can be a name. */
function nameOf(header: ObjectNode): Located<string> {
  const table = text(header, "table");
  const name = text(header, "name") ?? (table && NAME.test(table.value) && !isDevice(table.value) ? table : undefined);
  if (name !== undefined) return name;
  missingKey(header, ["name"], "the contract's identity across the project");
  return { value: "", pointer: header.pointer };
}

function consumerOf(node: ObjectNode): ConsumerDocument {
  const team = text(node, "team");
  if (node.value["name"] === undefined && team === undefined) missingKey(node, ["name", "team"]);
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
