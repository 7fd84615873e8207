select
    order_date,
    channel,
    currency,
    count(*) as order_count,
    sum(total_amount) as revenue,
    sum(paid_amount) as paid_revenue
from {{ ref('fct_orders') }}
where status <> 'cancelled'
group by order_date, channel, currency
