import { defineDiagnostics } from "../diagnostics/define.ts";
import type { BrokerChange } from "./change.ts";

type Facts = Pick<BrokerChange, "target" | "what"> & { readonly why: string };

/** Why a change of a broker or a registry is not made. */
export const diagnostics = defineDiagnostics("kafka", {
  "impossible-change": {
    severity: "error",
    message: ({ target, what, why }: Facts) => `${target}: ${what}: ${why}.`,
  },
  "unacknowledged-change": {
    severity: "error",
    message: ({ target, what, why, needs, version }: Facts & { readonly needs: string; readonly version: string }) =>
      `${target}: ${what}: ${why}. If that is meant, say so under "topic": allow: [{change: ${needs}, version: "${version}", reason: …}]`,
  },
  "incompatible-schema": {
    severity: "error",
    message: ({ target, why, version }: Facts & { readonly version: string }) =>
      `The schema of ${target} does not fit the messages and readers that there are: ${why}. If readers and writers move together, say so under "topic": allow: [{change: schema_incompatible, version: "${version}", reason: …}]`,
  },
  "refused-by-broker": {
    severity: "error",
    message: ({ target, what, said }: Omit<Facts, "why"> & { readonly said: string }) =>
      `${target}: ${what}: the broker would refuse it, and says: ${said}`,
  },
  "unconfirmed-change": {
    severity: "error",
    message: ({ target, what, why }: Facts) => `${target}: ${what}: ${why}. dex kafka apply --caution does it.`,
  },
});
