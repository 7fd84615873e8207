import { bare, type Kind, list } from "../kind.ts";
import type { Located } from "../located.ts";
import { mapping, reading } from "../mapping.ts";
import { member, type ReadOf } from "../member.ts";
import { column, description, label } from "../scalar-kinds.ts";

/** The keys of a consumer. */
export const consumerMapping = mapping(
  {
    id: "consumer",
    about: "a consumer; it has a name or a team",
    usedBy: ["dbt"],
    needs: [{ oneOf: ["name", "team"] }],
  },
  {
    name: member(label, {
      about: "the name of the consumer; defaults to the team",
      usedBy: ["dbt", "kafka", "dex kafka"],
    }),
    team: member(bare(label), { about: "the consumer's team" }),
    contact: member(bare(label), { about: "how to reach the consumer" }),
    usage: member(bare(description), { about: "what the data is used for" }),
    required_fields: member(list(column), { about: "the columns that the consumer needs; defaults to all columns" }),
  },
);

/** A consumer, as written. */
export interface ConsumerDocument extends ReadOf<typeof consumerMapping.members> {
  readonly name: Located<string>;
}

/** An entry of `consumers`. */
export const consumer: Kind<ConsumerDocument> = reading(consumerMapping, (said, node) => ({
  ...said,
  name: said.name ?? {
    value: said.team ?? "consumer",
    pointer: said.team === undefined ? node.pointer : `${node.pointer}/team`,
  },
}));
