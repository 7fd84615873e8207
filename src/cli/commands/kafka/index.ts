import { defineCommandGroup } from "../../define-command.ts";

/** `dex kafka`. */
export const command = defineCommandGroup({
  help: "Compares topics, access rights and schemas with a live broker and a schema registry, and changes them to match the contracts.",
  commands: {
    plan: { summary: "show what dex kafka apply would change", load: () => import("./plan.ts") },
    apply: { summary: "make broker and registry match the contracts", load: () => import("./apply.ts") },
    drift: {
      summary: "show how broker and registry differ from the contracts; for CI",
      load: () => import("./drift.ts"),
    },
  },
});
