with enriched as (

    select
        orders.order_id,
        orders.customer_id,
        orders.order_date,
        orders.total_amount,
        orders.updated_at
    from {{ ref('int_orders') }} as orders
    inner join {{ ref('customers') }} as customers
        on orders.customer_id = customers.customer_id

)

select * from enriched
