{{ config(merge_exclude_columns=['updated_at']) }}

{%- set factor = 100 %}

select
    order_id,
    {{ cents('amount', factor) }} as cents,
    cast(updated_at as timestamptz) as updated_at
from {{ ref('orders') }}
{# a comment with ref('nothing') #}
{% if is_incremental() %}
where updated_at > (select max(updated_at) from {{ this }})
{% endif %}
