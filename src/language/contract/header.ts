import { bare } from "../kind.ts";
import { located, member, needed } from "../member.ts";
import { description, fileName, label, oneOf, tags, version } from "../scalar-kinds.ts";

/** The keys under `contract`. The flat form and the column list have them at the top of the document. */
export const headerMembers = {
  name: needed(fileName, { about: "the contract's identity across the project", otherwise: located("") }),
  version: needed(version, { otherwise: located("0.1.0") }),
  status: member(oneOf("proposed", "draft", "active", "deprecated", "retired"), {
    about: "the contract's stage of life",
    otherwise: located("active"),
  }),
  owner: member(label, { about: "who answers for the data: an address or a name" }),
  team: member(bare(label), { about: "the owner's team" }),
  slack_channel: member(bare(label), { about: "where to ask questions" }),
  domain: member(fileName, { about: "the part of the business that the data belongs to" }),
  description: member(bare(description), {}),
  tags: member(tags, { about: "words to find the contract by", otherwise: () => [] }),
};
