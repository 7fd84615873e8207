import { testMutations } from "../mutated-documents.ts";

// This test needs no other program, but much time. DEX_MUTATIONS sets the number of mutations.
testMutations(Number(process.env["DEX_MUTATIONS"] ?? 500));
