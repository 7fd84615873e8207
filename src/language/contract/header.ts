import { bare } from "../kind.ts";
import { located, member, needed } from "../member.ts";
import { description, fileName, label, oneOf, tags, version } from "../scalar-kinds.ts";

const OWNERS = ["dbt", "kafka", "typescript"] as const;

/** The keys under `contract`. The flat form and the column list have them at the top of the document. */
export const headerMembers = {
  name: needed(fileName, {
    about: "the contract's identity across the project",
    usedBy: "compiler",
    otherwise: located(""),
  }),
  version: needed(version, { usedBy: "compiler", otherwise: located("0.1.0") }),
  status: member(oneOf("proposed", "draft", "active", "deprecated", "retired"), {
    about: "the contract's stage of life",
    usedBy: ["dbt", "json-schema", "kafka", "typescript"],
    otherwise: located("active"),
  }),
  owner: member(label, { about: "who answers for the data: an address or a name", usedBy: OWNERS }),
  team: member(bare(label), { about: "the owner's team", usedBy: OWNERS }),
  slack_channel: member(bare(label), { about: "where to ask questions", usedBy: ["dbt", "typescript"] }),
  domain: member(fileName, {
    about: "the part of the business that the data belongs to",
    usedBy: ["dbt", "typescript"],
  }),
  description: member(bare(description), { usedBy: "documentation" }),
  tags: member(tags, { about: "words to find the contract by", usedBy: OWNERS, otherwise: () => [] }),
};
