import { testMutations } from "../mutated-documents.ts";

// No other program is needed here, but the time of one.
testMutations(10_000);
