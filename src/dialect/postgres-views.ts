/**
 * A block for PostgreSQL that alters a table although views read it: it runs the statements, and from the first one that a view forbids, it drops the views
 * that read the table, runs the rest, and creates the views again with their owners, grants and comments. Its parameters are settings: `dex.table`, the
 * statements in `dex.statements` (a JSON array), and `dex.lenient`, which leaves out views that cannot be created again and lists them in `dex.dropped`.
 */
export const alterUnderViews = `do $dex$
declare
    target oid := current_setting('dex.table')::regclass;
    usual_path text := current_setting('search_path');
    reader record;
    statement text;
    views text[] := '{}';
    again text[] := '{}';
    dropped text[] := '{}';
    statements text[] := array(select json_array_elements_text(current_setting('dex.statements')::json));
    done int := 0;
begin
    -- A statement that views allow changes them too, so their definitions are read after it.
    foreach statement in array statements loop
        begin
            execute statement;
        exception when feature_not_supported or dependent_objects_still_exist then
            exit;
        end;
        done := done + 1;
    end loop;
    if done = cardinality(statements) then
        perform set_config('dex.dropped', '', true);
        return;
    end if;
    -- Definitions then have the schema of every name.
    perform set_config('search_path', 'pg_catalog', true);
    for reader in
        with recursive readers (oid, depth) as (
            select target, 0
            union
            select rewrite.ev_class, readers.depth + 1
            from readers
            join pg_depend as depend
                on depend.refclassid = 'pg_class'::regclass and depend.refobjid = readers.oid
                and depend.classid = 'pg_rewrite'::regclass
            join pg_rewrite as rewrite on rewrite.oid = depend.objid and rewrite.ev_class <> readers.oid
        )
        select
            class.oid, class.relkind, class.relhastriggers, class.relacl, class.reloptions,
            format('%I.%I', space.nspname, class.relname) as name,
            pg_get_userbyid(class.relowner) as owner
        from readers
        join pg_class as class on class.oid = readers.oid
        join pg_namespace as space on space.oid = class.relnamespace
        where readers.depth > 0
        group by class.oid, space.nspname
        order by max(readers.depth) desc
    loop
        if reader.relkind <> 'v' or reader.relhastriggers then
            raise exception '% reads the table, and only views without triggers can be dropped and created again', reader.name;
        end if;
        views := reader.name || views;
        again := concat_ws(
            ' ',
            'create view ' || reader.name || coalesce(' with (' || array_to_string(reader.reloptions, ', ') || ')', ''),
            'as', pg_get_viewdef(reader.oid),
            format('alter view %s owner to %I;', reader.name, reader.owner),
            (
                select string_agg(
                    format(
                        'grant %s on %s to %s%s;', privilege_type, reader.name,
                        case when grantee = 0 then 'public' else quote_ident(pg_get_userbyid(grantee)) end,
                        case when is_grantable then ' with grant option' else '' end
                    ),
                    ' '
                )
                from aclexplode(reader.relacl)
            ),
            format('comment on view %s is %L;', reader.name, obj_description(reader.oid, 'pg_class')),
            (
                select string_agg(
                    format('comment on column %s.%I is %L;', reader.name, attname, col_description(attrelid, attnum)), ' '
                )
                from pg_attribute
                where attrelid = reader.oid and col_description(attrelid, attnum) is not null
            )
        ) || again;
        execute 'drop view ' || reader.name;
    end loop;
    foreach statement in array statements[done + 1:] loop
        execute statement;
    end loop;
    for position in 1..cardinality(again) loop
        begin
            execute again[position];
        exception when others then
            if current_setting('dex.lenient') <> 'true' then
                raise exception 'the view % cannot be created again: %', views[position], sqlerrm;
            end if;
            dropped := dropped || views[position];
        end;
    end loop;
    perform set_config('dex.dropped', array_to_string(dropped, ', '), true);
    perform set_config('search_path', usual_path, true);
end
$dex$`;
