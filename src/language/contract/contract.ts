import type { Located } from "../located.ts";
import type { ReadOf } from "../member.ts";
import { emptyNode, missingKey, type ObjectNode, object } from "../node.ts";
import { isDevice, NAME } from "../scalars.ts";
import { columnsOf, type schema, withValidity } from "./columns.ts";
import type { ContractDocument, ContractForm } from "./contract-document.ts";
import { columnListHeader, columnListKeys, flatKeys, header, houseKeys, sections } from "./contract-forms.ts";
import { datasetOf } from "./dataset.ts";
import type { FieldDocument } from "./field.ts";
import type { headerMembers } from "./header.ts";
import { optionalColumns } from "./nulls.ts";
import { optionalRules, uniqueRules } from "./quality-maps.ts";
import { slaOf } from "./sla.ts";

/** A contract in the house form or its short form. */
export function houseContractOf(node: ObjectNode): ContractDocument {
  const { contract, description: atTop, ...columns } = houseKeys.parts(node);
  const named = contract ?? header.parts(emptyNode(node));
  const description = named.description ?? atTop;
  return contractOf(node, {
    form: formOf(node),
    header: { ...named, ...(description !== undefined && { description }) },
    fields: columnsOf(node, columns),
    ...(columns.schema && { schema: columns.schema }),
  });
}

/** A contract in the flat form. */
export function flatContractOf(node: ObjectNode): ContractDocument {
  const { schema: fields = [] } = flatKeys.parts(node);
  return contractOf(node, { form: "flat", header: header.parts(node), fields });
}

/** A contract that is a column list. */
export function columnListContractOf(node: ObjectNode): ContractDocument {
  const { table, name = nameOf(table, node), ...others } = columnListHeader.parts(node);
  const columns = columnListKeys.parts(node);
  return contractOf(node, {
    form: formOf(node),
    header: { ...others, name },
    fields: columnsOf(node, columns),
    ...(table && { table }),
    ...(columns.schema && { schema: columns.schema }),
  });
}

/** The name of a column list without one: its table's, if that can be a name. */
function nameOf(table: Located<string> | undefined, node: ObjectNode): Located<string> {
  if (table !== undefined && NAME.test(table.value) && !isDevice(table.value)) return table;
  missingKey(node, ["name"], "the contract's identity across the project");
  return { value: "", pointer: node.pointer };
}

/** The columns of a contract are a list, or by name. */
function formOf(node: ObjectNode): ContractForm {
  const owners = [object(node, "schema"), node];
  const isList = owners.some((owner) => Array.isArray(owner?.value["columns"] ?? owner?.value["fields"]));
  return isList ? "column-list" : "house";
}

/** The parts of a contract that are in different places in its forms. */
interface Written {
  readonly form: ContractForm;
  readonly header: ReadOf<typeof headerMembers>;
  readonly fields: readonly FieldDocument[];
  readonly table?: Located<string>;
  readonly schema?: ReadOf<typeof schema.members>;
}

function contractOf(node: ObjectNode, { form, header, fields: columns, ...written }: Written): ContractDocument {
  const said = sections.parts(node);
  const { quality, changeProcess, dataset, topic, primaryKey } = said;
  const rules = quality !== undefined && "rules" in quality ? quality.rules : [];
  const maps = quality !== undefined && "maps" in quality ? quality.maps : undefined;
  const fields = withValidity(node, columns, maps?.validity ?? []);
  const rows = datasetOf(node, { ...written, primaryKey, ...(dataset && { dataset }), ...(topic && { topic }) });
  const sla = slaOf(node, said, maps);
  const optional = optionalRules(sla.optionalRates ?? [], optionalColumns({ dataset: rows, fields }));
  const days = changeProcess?.notificationLeadTimeDays;
  return {
    ...header,
    kind: "contract",
    form,
    path: node.path,
    dataset: rows,
    fields,
    quality: [...rules, ...uniqueRules(maps?.uniqueness), ...optional],
    sla,
    consumers: said.consumers,
    ...(said.onViolation && { onViolation: said.onViolation }),
    compatibility: said.compatibility,
    ...(days !== undefined && { notificationLeadTimeDays: days }),
    approvalRequiredFrom: changeProcess?.approvalRequiredFrom ?? [],
  };
}
