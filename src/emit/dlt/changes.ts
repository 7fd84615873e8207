import { alterations } from "../../dialect/alteration.ts";
import { alterUnderViews } from "../../dialect/postgres-views.ts";
import * as python from "../../text/quote/python.ts";
import { fixedHeader } from "../header.ts";
import type { View } from "../render.ts";

/** The view of the module that compares tables with contracts: what each warehouse can change. */
export function changesView() {
  return {
    header: fixedHeader,
    warehouses: python.value(alterations, { indent: 0, column: 41, tail: 0 }),
  } satisfies View;
}

/** The view of the module that changes the tables of the warehouse. */
export function alterView() {
  return { header: fixedHeader, alterUnderViews: python.longString(alterUnderViews) } satisfies View;
}
