-- One row per activity to add, so that there are `$rows` of them together with the sample's own.
-- Each copies a row of the sample in turn, with its site, theme, team and place; the day, the
-- numbers and the title's ending (of a hundred) come from a hash, so that every build is the same.
-- Days fall evenly on the sample's period: months and sites grow no further, only the log does.
-- Laid down by day, as offices append to a log.
with sample_rows as (
    select
        *,
        row_number() over (order by activity_id) - 1 as place_in_sample
    from activities
),

period as (
    select
        count(*) as held,
        min(started_on) as first_day,
        date_diff('day', min(started_on), max(started_on)) + 1 as days
    from activities
),

numbered as (
    select
        serial.number,
        period.*,
        hash(serial.number) as dice
    from period
    cross join range(period.held, $rows) as serial (number)
),

copied as (
    select
        'bench-' || lpad(numbered.number::varchar, 9, '0') as activity_id,
        sample_rows.title || ' ' || numbered.dice // 7 % 100 as title,
        numbered.first_day + (numbered.dice % numbered.days)::integer as started_on,
        sample_rows.* exclude (
            activity_id, title, started_on, ended_on, attendance, batch_id, row_number,
            place_in_sample
        ),
        sample_rows.attendance + (numbered.dice // 1000 % 20)::integer as attendance
    from numbered
    inner join sample_rows on numbered.number % numbered.held = sample_rows.place_in_sample
)

select
    *,
    null::date as ended_on,
    'bench' as batch_id,
    row_number() over (order by started_on, activity_id)::integer as row_number
from copied
order by started_on, activity_id
