{%- set totals = ref(var('totals_model', 'order_totals')) -%}
select order_id
from {{ totals }}
where cents > {{ var('limit', 1000) }}
