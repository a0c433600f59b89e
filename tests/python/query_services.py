# The query reads best as a table.
# ruff: noqa: E501
"""The definitions of procedures and surveys as SQL."""

# Section 5: procedures of the catalogue. A mark that is blank says no; at the end of its last day a procedure is in force.
PROCEDURES = """
select *,
    coalesce(in_force_from < $to, true) and coalesce(in_force_to::date >= ($to - interval 1 second)::date, true) as in_force,
    coalesce(listed_at_office, 'Không') = 'Có' as listed,
    coalesce(published_on_portal, 'Không') = 'Có' as published,
    coalesce(content_complete, 'Không') = 'Có' as complete,
    coalesce(decision_date >= $from and decision_date < $to, false) as decided,
    coalesce(published_at < $to and published_at::date <= plus(decision_date, 5), false) as in_time
from procedures
"""
PROCEDURE_RATES = {
    "procedure_listing_rate": ("in_force", "listed"),
    "procedure_publication_rate": ("in_force", "listed and published"),
    "procedure_content_complete_rate": ("in_force and published", "complete"),
    "procedure_published_in_time_rate": ("decided", "in_time"),
}

# Section 5: answers from 0, the worst, to 4, the best; without a day they count.
SURVEY = """
with leveled as (
    select unit, area, date,
        case answer
            when 'Rất không hài lòng' then 0 when 'Không hài lòng' then 1 when 'Bình thường' then 2
            when 'Hài lòng' then 3 when 'Rất hài lòng' then 4
            when '1' then 0 when '2' then 1 when '3' then 2 when '4' then 3 when '5' then 4
            when '0' then 0 when '25' then 1 when '50' then 2 when '75' then 3 when '100' then 4
        end as level
    from survey
)
select unit, area, count(*) filter (level >= 3) as satisfied, count(*) as answers, sum(25 * level) as points
from leveled
where level is not null and area is not null and coalesce(date >= $from and date < $to, true)
group by grouping sets ((), (unit), (area), (unit, area))
"""
