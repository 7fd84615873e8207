import { testMutations } from "./mutated-documents.ts";

// A sample that keeps the fast suite fast; test/real/mutated-documents.test.ts tries more.
testMutations(20);
