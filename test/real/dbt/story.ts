import { orderRow } from "./proof.ts";

/**
 * What happens in the shop after the first build. c1 moves to another segment and c2 only to another town; c5, who never ordered, is gone; c4 is new.
 * One order changes, one is new, and one is late: it changed before the newest order did, but arrives now.
 */
export const laterRows = `
update raw.customers set segment = 'partner', updated_at = now() - interval '20 minutes' where customer_id = 'c1';
update raw.customers set city = 'Oslo', updated_at = now() - interval '10 minutes' where customer_id = 'c2';
delete from raw.customers where customer_id = 'c5';
insert into raw.customers (customer_id, email, segment, city, "order", "homePage", updated_at) values
('c4', 'dee@example.com', 'private', 'Kyiv', 4, null, now() - interval '5 minutes');
update raw.shop_orders set total_amount = 99.95, updated_at = now() - interval '15 minutes'
where order_id = '11111111-0000-4000-8000-000000000001';
insert into raw.shop_orders (
    order_id, customer_id, order_date, total_amount, weight, quantity, status, sku, note, items, shipped_at, updated_at
) values
${orderRow("11111111-0000-4000-8000-000000000005", { day: 0, hours: 0, customer: "c4" })},
${orderRow("11111111-0000-4000-8000-000000000006", { day: 2, hours: 47, customer: "c2" })};
`;

/** After the second build: c5 is back, and of c4 comes a row that is older than the version that is there. */
export const lateRows = `
insert into raw.customers (customer_id, email, segment, city, "order", "homePage", updated_at) values
('c5', 'eve@example.com', 'private', 'Lima', 5, null, now() - interval '1 minute');
update raw.customers set segment = 'partner', updated_at = now() - interval '9 hours' where customer_id = 'c4';
`;

/** What the marts hold, without the times and hashes that differ from run to run. */
export const queries = {
  dimension: `
    select customer_id, segment, city, is_current, valid_to is null as is_open
    from analytics.dim_customers
    order by customer_id, valid_from`,
  /** Versions that end before they begin, or begin before the one before them has ended; and keys that are there twice. */
  overlaps: `
    select customer_id, valid_from, valid_to
    from (
        select
            customer_id,
            valid_from,
            valid_to,
            lag(valid_to) over (partition by customer_id order by valid_from) as previous_to,
            lag(valid_from) over (partition by customer_id order by valid_from) as previous_from,
            count(*) over (partition by customer_key) as key_rows
        from analytics.dim_customers
    ) as versions
    where valid_to <= valid_from or previous_to > valid_from or (previous_from is not null and previous_to is null) or key_rows > 1`,
  /** For each version, whether it begins when the source says that the row changed, and not when dbt ran. */
  beginnings: `
    select count(*)
    from analytics.dim_customers as versions
    inner join raw.customers as customers
        on versions.customer_id = customers.customer_id
    where versions.is_current and versions.valid_from > customers.updated_at`,
  every_change: `
    select customer_id, segment, city, is_current
    from analytics.dim_customers_all
    order by customer_id, valid_from`,
  as_now: "select customer_id, segment, city from analytics.dim_customers_now order by customer_id",
  as_first: "select customer_id, segment, city from analytics.dim_customers_first order by customer_id",
  facts: `
    select order_id, customer_id, order_date, total_amount, updated_at
    from analytics.fct_orders
    order by order_id`,
};
