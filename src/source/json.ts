/** Plain JSON from a document: objects have no prototype, numbers are finite and exact. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
