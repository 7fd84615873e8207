import { bare } from "../kind.ts";
import { located, member, needed } from "../member.ts";
import { description, fileName, label, tags } from "../scalar-kinds.ts";

/** The keys under `pipeline` that batch and streaming specs share. */
export const headerMembers = {
  name: needed(fileName, {
    about: "the pipeline's identity across the project",
    usedBy: "compiler",
    otherwise: located(""),
  }),
  description: member(bare(description), { usedBy: "documentation" }),
  owner: member(label, { about: "who answers for the pipeline: an address or a name", usedBy: ["airflow", "dbt"] }),
  tags: member(tags, { about: "words to find the pipeline by", usedBy: ["airflow", "dbt"], otherwise: () => [] }),
};
