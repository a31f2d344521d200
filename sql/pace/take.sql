-- Take a host's next turn and give the seconds until it comes. next_at is when a bucket that is empty has a token again;
-- it runs ahead of the clock by as many turns as are given out, and a full bucket lets it do so by a burst (GCRA).
insert into ops.request_pace as pace (host, next_at)
values (:host, clock_timestamp() + make_interval(secs => :interval_seconds))
on conflict (host) do update set
    next_at = greatest(pace.next_at, clock_timestamp()) + make_interval(secs => :interval_seconds)
returning greatest(0, cast(extract(epoch from next_at - clock_timestamp()) as double precision) - :burst_seconds);
