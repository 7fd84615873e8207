import type { Code } from "../text/quote/code.ts";

/** What a template is given: code, flags, and lists and objects of them. A raw string is a type error, and throws at run time. */
export type View = Code | boolean | undefined | readonly View[] | { readonly [key: string]: View };

/** Renders `templates/<name>` with a view. The text ends in exactly one newline. */
export type Render = (template: string, view: { readonly [key: string]: View }) => string;
