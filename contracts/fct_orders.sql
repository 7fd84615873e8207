select
    orders.order_id,
    customers.customer_key,
    orders.customer_id,
    orders.order_date,
    orders.ordered_at,
    orders.status,
    orders.channel,
    orders.currency,
    orders.total_amount,
    orders.updated_at,
    coalesce(items.line_count, 0) as line_count,
    coalesce(items.piece_count, 0) as piece_count,
    coalesce(payments.paid_amount, 0) as paid_amount,
    coalesce(payments.paid_amount, 0) >= orders.total_amount as is_paid
from {{ ref('orders') }} as orders
left join {{ ref('dim_customers') }} as customers
    on
        orders.customer_id = customers.customer_id
        and customers.is_current
left join {{ ref('int_order_items_summed') }} as items
    on orders.order_id = items.order_id
left join {{ ref('int_payments_summed') }} as payments
    on orders.order_id = payments.order_id
