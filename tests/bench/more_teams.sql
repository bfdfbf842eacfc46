-- One row per team to add, so that there are `$teams` of them together with the sample's own.
-- Each copies a team of the sample that has none below it, in turn, at the same site.
with leaves as (
    select
        *,
        row_number() over (order by team_id) - 1 as place_in_sample,
        count(*) over () as held
    from teams
    where team_id not in (select parent_id from teams where parent_id is not null)
)

select
    leaves.* exclude (place_in_sample, held)
    replace (
        leaves.team_id || '/' || serial.number as team_id,
        leaves.name || ' ' || serial.number as name,
        leaves.name_en || ' ' || serial.number as name_en
    )
from range((select count(*) from teams), $teams) as serial (number)
inner join leaves on serial.number % leaves.held = leaves.place_in_sample
order by leaves.team_id, serial.number
