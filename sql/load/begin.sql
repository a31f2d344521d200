-- Put down a load, or begin it anew for a task that is tried again; gives its id.
insert into ops.load (target, report_date, run_id, reason, rules_version, checks_version, state)
values (:target, :report_date, :run_id, :reason, :rules_version, :checks_version, 'staged')
on conflict (run_id, target) do update set
    report_date = excluded.report_date,
    reason = excluded.reason,
    rules_version = excluded.rules_version,
    checks_version = excluded.checks_version,
    state = excluded.state,
    started_at = now(),
    ended_at = null,
    error = null
returning load_id;
