# The query reads best as a table.
# ruff: noqa: E501
"""The definitions of dossiers and petitions as SQL: where each record falls, and what is counted of them."""

# Section 3: days, whether each is worked on, how many days were worked up to it, and the first day of work from it on and
# after it.
CALENDAR = """
create table work as
with off(first, last) as (values
    (date '2024-01-01', date '2024-01-01'), ('2024-02-08', '2024-02-14'), ('2024-04-18', '2024-04-18'),
    ('2024-04-29', '2024-05-01'), ('2024-09-02', '2024-09-03'),
    ('2025-01-01', '2025-01-01'), ('2025-01-27', '2025-01-31'), ('2025-04-07', '2025-04-07'),
    ('2025-04-30', '2025-05-02'), ('2025-09-01', '2025-09-02'),
    ('2026-01-01', '2026-01-02'), ('2026-02-16', '2026-02-20'), ('2026-04-27', '2026-04-27'),
    ('2026-04-30', '2026-05-01'), ('2026-08-31', '2026-09-02'), ('2026-11-24', '2026-11-24')
), days as (
    select unnest(generate_series(timestamp '2024-01-01', timestamp '2026-12-31', interval 1 day))::date as day
), marked as (
    select day, day in ('2024-05-04', '2025-04-26', '2026-01-10', '2026-08-22') or (
        isodow(day) < 6 and not exists (select 1 from off where day between first and last)) as working
    from days
)
select *, sum(working::int) over (order by day)::int as n,
    min(day) filter (working) over (order by day rows between current row and unbounded following) as from_day,
    min(day) filter (working) over (order by day rows between 1 following and unbounded following) as next_day
from marked;
-- The nth working day after a day; working days in (a, b]; minutes of office hours up to an instant.
create macro worked(moment) as (select n from work where day = moment::date);
create macro plus(start, days) as (select day from work where working and n = worked(start) + days);
create macro minutes(moment) as (
    select 480 * (n - working::int) + working::int * (
        greatest(0, least(270, date_diff('minute', day + time '07:00', moment))) +
        greatest(0, least(210, date_diff('minute', day + time '13:30', moment))))
    from work where day = moment::date);
create macro timed(moment) as moment::time <> time '00:00';
-- Section 2: received after hours is received on the next working morning; the first day is not counted; a last day off
-- moves on.
create macro morning(moment) as (
    select case when working and moment::time < time '17:00' then moment else next_day + time '07:00' end
    from work where day = moment::date);
create macro on_or_after(last) as (select from_day from work where day = last::date);
create macro at_minute(target) as (
    select case when target - 480 * (n - 1) <= 270 then day + time '07:00' + to_minutes((target - 480 * (n - 1))::int)
        else day + time '13:30' + to_minutes((target - 480 * (n - 1) - 270)::int) end
    from work where working and n = (target + 479) // 480);
create macro ends(start, amount, unit) as case unit
    when 'ngày làm việc' then plus(start, amount)::timestamp
    when 'ngày' then on_or_after(start::date + to_days(amount))::timestamp
    when 'tháng' then on_or_after(start::date + to_months(amount))::timestamp
    when 'giờ làm việc' then at_minute(minutes(start) + 60 * amount)
end;
"""

# Sections 2 and 4, for dossiers. $from and $to are the period, up to the moment asked about.
DOSSIERS = """
with termed as (
    select dossiers.*, procedures.term, procedures.term_unit,
        morning(received_at) as begun, morning(supplement_completed_at) as begun_again
    from dossiers left join procedures on procedures.code = dossiers.procedure_code
), ends as (
    select *,
        case when $clock_end = 'returned' then returned_at else finished_at end as own,
        case when $clock_end = 'returned' then finished_at else returned_at end as other,
        case when own < $to then own when other < $to then other else coalesce(own, other) end as ended,
        case when $deadline = 'current' then coalesce(extended_due_at, rescheduled_due_at, due_at) else due_at end as appointed,
        coalesce(appointed, ends(begun, term, term_unit)) as base,
        supplement_requested_at < $to and supplement_completed_at < $to as supplemented
    from termed
), due as (
    select *,
        case
            when supplemented and $supplement = 'pause'
                then base + to_days((supplement_completed_at::date - supplement_requested_at::date)::int)
            when supplemented and $supplement = 'restart' and received_at >= '2025-07-01'
                then coalesce(
                    ends(begun_again, term, term_unit),
                    plus(supplement_completed_at, worked(base) - worked(received_at)))
            else base
        end::timestamp as due
    from ends
), judged as (
    select *,
        case when $precision = 'instant' and timed(ended) and timed(due) then ended > due else ended::date > due::date end as is_late,
        case when $precision = 'instant' and timed(due) then due < $to else due::date < $to::date end as is_overdue
    from due
), placed as (
    select *,
        case
            when received_at is null or (status in ('Mới đăng ký', 'Không được tiếp nhận') and ended is null) then 'not_accepted'
            when received_at >= $to or ended < $from then 'out_of_period'
            when ended is null and status in ('Công dân yêu cầu rút hồ sơ', 'Đã xử lý xong', 'Đã trả kết quả', 'Từ chối giải quyết', 'Đóng hồ sơ')
                then 'undated'
            when ended < $to and status = 'Công dân yêu cầu rút hồ sơ' then 'withdrawn'
            when ended < $to and status = 'Dừng xử lý' then 'stopped'
            when ended < $to and status = 'Đóng hồ sơ' then 'closed_unanswered'
            when ended < $to and due is null then 'finished_unmeasurable'
            when ended < $to and is_late then 'late'
            when ended < $to and ended::date < due::date then 'early'
            when ended < $to then 'on_time'
            when ended is null and status in ('Yêu cầu thực hiện nghĩa vụ tài chính', 'Dừng xử lý') then 'suspended'
            when ended is null and status = 'Yêu cầu bổ sung giấy tờ' and (
                coalesce(supplement_requested_at, supplement_completed_at) is null
                or (supplement_requested_at < $to and not coalesce(supplement_completed_at < $to, false))) then 'suspended'
            when due is null then 'open_unmeasurable'
            when is_overdue then 'open_overdue'
            else 'open_within_due'
        end as bucket
    from judged
)
select *,
    bucket in ('early', 'on_time', 'late') as resolved,
    resolved or bucket = 'finished_unmeasurable' as has_result,
    has_result or bucket in ('withdrawn', 'stopped', 'closed_unanswered') as concluded,
    concluded or bucket in ('open_within_due', 'open_overdue', 'suspended', 'open_unmeasurable') as handled,
    handled and received_at >= $from as received,
    bucket = 'stopped' and coalesce(is_late, false) as stopped_late,
    bucket in ('late', 'open_overdue') or stopped_late as exposed,
    channel in ('Trực tuyến', 'Trực tuyến toàn trình', 'Trực tuyến một phần') as online,
    coalesce(online_level, case channel when 'Trực tuyến toàn trình' then 'Toàn trình' when 'Trực tuyến một phần' then 'Một phần' end) as level,
    rescheduled_due_at is not null or extended_due_at is not null as put_off,
    date_diff('day', received_at::date, ended::date) as days,
    worked(ended) - worked(received_at) as working_days,
    $to as as_of
from placed
"""

# Section 4, for petitions.
PAKN = """
with dated as (
    select *,
        coalesce(sent_at, accepted_at) as received_at,
        status in ('Đã xử lý', 'Chờ công khai', 'Đã công khai') as says_closed,
        case when says_closed then coalesce(closed_at, answered_at, published_at) else closed_at end as ended,
        coalesce(closed_at, answered_at, received_at) as refused_at,
        coalesce(due_at::date, plus(received_at, $pakn_days)) as due
    from pakn
), told as (
    select *,
        coalesce(ended < $to, false) as is_closed,
        coalesce(transferred_at < $to, false) as is_moved,
        coalesce(status = 'Từ chối tiếp nhận' and refused_at < $to, false) as is_refused
    from dated
), placed as (
    select *,
        case
            when received_at is null or (says_closed and ended is null) then 'undated'
            when status = 'Chuyển cơ quan khác' and ended is null and transferred_at is null then 'undated'
            when received_at >= $to then 'out_of_period'
            when case when is_refused then refused_at when is_closed then ended else transferred_at end < $from then 'out_of_period'
            when is_refused then 'refused'
            when is_closed and ended::date <= due then 'closed_in_time'
            when is_closed then 'closed_late'
            when is_moved then 'transferred'
            when due < $to::date then 'open_overdue'
            else 'open_within_due'
        end as bucket
    from told
)
select *,
    bucket in ('closed_in_time', 'closed_late') as closed,
    bucket not in ('undated', 'out_of_period') as handled,
    handled and received_at >= $from as received,
    coalesce(bucket = 'undated' and received_at >= $from and received_at < $to, false) as undated_here,
    coalesce(accepted_at < $to, false) or is_closed or is_moved or coalesce(answered_at < $to, false)
        or coalesce(published_at < $to, false) as accepted,
    answered_at < $to as answered,
    published_at < $to as published,
    $to as as_of
from placed
"""

# Section 5: of which records a rate is, and which of those it counts.
RATES = {
    "dossiers": {
        "on_time_return_rate": ("resolved", "bucket <> 'late'"),
        "late_rate": ("resolved", "bucket = 'late'"),
        "late_exposure_rate": ("resolved or exposed", "exposed"),
        "late_share_rate": ("handled", "exposed"),
        "online_dossier_rate": ("received and channel is not null", "online"),
        "full_online_rate": ("received and online and level is not null", "level = 'Toàn trình'"),
        "digitised_rate": ("received and digitised is not null", "digitised = 'Có'"),
        "electronic_result_rate": ("has_result and electronic_result is not null", "electronic_result = 'Có'"),
        "online_payment_rate": ("concluded and paid_online is not null", "paid_online = 'Có'"),
        "supplement_notice_in_time_rate": (
            "handled and supplement_requested_at < as_of",
            "supplement_requested_at::date <= plus(received_at, 3)",
        ),
        # Within eight hours: the minute before it, eight hours had not passed.
        "online_receipt_in_time_rate": (
            "received and online and timed(submitted_at) and timed(received_at)",
            "minutes(received_at - interval 1 minute) - minutes(submitted_at) < 480",
        ),
        "apology_in_time_rate": (
            "handled and (bucket = 'late' or put_off) and apologised_at < as_of and due_at is not null",
            "apologised_at::date < due_at::date",
        ),
        "correction_in_time_rate": (
            "handled and error_reported_at < as_of and corrected_at < as_of",
            "corrected_at::date <= plus(error_reported_at, 3)",
        ),
        "repeat_visit_rate": ("concluded", "coalesce(repeat_visits, 0) >= 1"),
        "supplement_once_rate": ("concluded", "coalesce(supplement_requests, 0) <= 1"),
        "apology_coverage_rate": ("bucket = 'late'", "apologised = 'Có'"),
        "result_accuracy_rate": ("has_result", "coalesce(result_corrected, 'Không') = 'Không'"),
    },
    "pakn": {
        "pakn_accepted_rate": ("(received and bucket <> 'refused') or undated_here", "accepted or undated_here"),
        "pakn_closure_rate": ("closed or bucket = 'open_overdue'", "closed"),
        "pakn_clearance_rate": ("handled and bucket <> 'refused'", "closed or bucket = 'transferred'"),
        "pakn_timely_rate": (
            "handled and bucket <> 'refused'",
            "bucket in ('closed_in_time', 'open_within_due', 'transferred')",
        ),
        "pakn_transfer_in_time_rate": ("bucket = 'transferred'", "transferred_at::date <= plus(received_at, 5)"),
        "pakn_correct_authority_rate": (
            "(closed or bucket = 'transferred') and correct_authority is not null",
            "correct_authority = 'Có'",
        ),
        "pakn_answered_rate": ("closed", "answered"),
        "pakn_published_rate": ("closed", "published"),
        "pakn_compliant_rate": (
            "(closed and correct_authority is not null) or bucket = 'open_overdue'",
            "bucket = 'closed_in_time' and correct_authority = 'Có' and answered and published",
        ),
    },
}  # fmt: skip
COUNTS = {
    "dossiers": {
        "stopped_late": "stopped_late",
        "refused": "has_result and status = 'Từ chối giải quyết'",
        "channels.online": "received and online",
        "channels.online_full": "received and online and level = 'Toàn trình'",
        "channels.online_partial": "received and online and level = 'Một phần'",
        "channels.in_person": "received and channel = 'Trực tiếp'",
        "channels.postal": "received and channel = 'Bưu chính công ích'",
        "repeat_visits.0": "concluded and coalesce(repeat_visits, 0) = 0",
        "repeat_visits.3+": "concluded and repeat_visits >= 3",
        "put_off.all": "handled and put_off",
        "put_off.twice": "handled and rescheduled_due_at is not null and extended_due_at is not null",
    },
    "pakn": {
        "extra_requirement_report_count": "(received or undated_here) and topic in ('Yêu cầu thêm giấy tờ', 'Thu thêm phí, lệ phí')",
        "staff_conduct_report_count": "(received or undated_here) and topic = 'Thái độ phục vụ'",
    },
}  # fmt: skip
BUCKETS = {
    "dossiers": [
        "early", "on_time", "late", "finished_unmeasurable", "withdrawn", "stopped", "closed_unanswered",
        "open_within_due", "open_overdue", "suspended", "open_unmeasurable", "not_accepted", "undated",
        "out_of_period",
    ],
    "pakn": [
        "closed_in_time", "closed_late", "transferred", "open_within_due", "open_overdue", "refused", "undated",
        "out_of_period",
    ],
}  # fmt: skip
