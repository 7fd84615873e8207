select
    orders.order_id,
    orders.customer_id,
    customers.segment as customer_segment,
    orders.ordered_at,
    orders.status,
    orders.total_amount,
    orders.updated_at
from {{ ref('orders') }} as orders
left join {{ ref('dim_customers') }} as customers
    on orders.customer_id = customers.customer_id
