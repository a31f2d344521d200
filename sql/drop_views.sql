-- Take away everything that sql/functions, sql/staging, sql/quarantine and sql/marts make, so that they can be made anew.
do $$
declare
    made record;
begin
    for made in
        select
            case relkind when 'm' then 'materialized view' else 'view' end as kind,
            oid::regclass::text as name
        from pg_class
        where relkind in ('v', 'm') and relnamespace in (to_regnamespace('staging'), to_regnamespace('quarantine'), to_regnamespace('mart'))
        union all
        select 'function', oid::regprocedure::text
        from pg_proc
        where pronamespace = to_regnamespace('warehouse')
        order by name  -- so that all are named before the first is dropped: cascades take others along
    loop
        execute format('drop %s if exists %s cascade', made.kind, made.name);
    end loop;
end
$$;
