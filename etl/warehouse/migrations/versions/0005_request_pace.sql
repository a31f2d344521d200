create table ops.request_pace (
    host text not null,
    next_at timestamp with time zone not null,
    constraint pk_request_pace primary key (host)
);
comment on table ops.request_pace is
    'các lượt hỏi một máy chủ đã cấp đến đâu, tính chung mọi tác vụ / how far the turns to ask one host are given out, by all tasks together';
comment on column ops.request_pace.host is
    'máy chủ được hỏi, kèm cổng nếu có cổng riêng / host that is asked, with its port if it has one of its own';
comment on column ops.request_pace.next_at is
    'thời điểm hết các lượt đã cấp / when the turns given out so far are over';
