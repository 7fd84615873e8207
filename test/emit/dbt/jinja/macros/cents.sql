{% macro cents(column, factor) -%}
    cast({{ column }} * {{ factor }} as bigint)
{%- endmacro %}
