import { testMutations } from "../mutated-documents.ts";

// No other program is needed here, but the time of one. DEX_MUTATIONS chooses another number.
testMutations(Number(process.env["DEX_MUTATIONS"] ?? 500));
