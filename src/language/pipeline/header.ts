import { bare } from "../kind.ts";
import { at, member, needed } from "../member.ts";
import type { ObjectNode } from "../node.ts";
import { description, fileName, label, tags } from "../scalar-kinds.ts";

/** The keys under `pipeline` that batch and streaming specs share. */
export const headerMembers = {
  name: needed(fileName, { about: "the pipeline's identity across the project", otherwise: at("") }),
  description: member(bare(description), {}),
  owner: member(label, { about: "who answers for the pipeline: an address or a name" }),
  tags: member(tags, { about: "words to find the pipeline by", otherwise: () => [] }),
};

/** A node without keys at the same place, from which a mapping's defaults are read when a faulty document lacks it. */
export function emptyNode(node: ObjectNode): ObjectNode {
  return { ...node, value: {} };
}
