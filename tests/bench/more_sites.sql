-- One row per site to add, so that there are about `$sites` of them together with the sample's own.
-- Each copies a site of the sample that has none below it, in turn: under the same parent, in the
-- same community, within some hundred metres.
with leaves as (
    select
        *,
        row_number() over (order by site_id) - 1 as place_in_sample,
        count(*) over () as held
    from sites
    where site_id not in (select parent_id from sites where parent_id is not null)
),

numbered as (
    select
        serial.number,
        hash(serial.number) as dice
    from range((select count(*) from sites), $sites) as serial (number)
)

select
    leaves.* exclude (place_in_sample, held)
    replace (
        leaves.site_id || '/' || numbered.number as site_id,
        leaves.name || ' ' || numbered.number as name,
        leaves.name_en || ' ' || numbered.number as name_en,
        leaves.lon + (numbered.dice % 200) / 20000 - 0.005 as lon,
        leaves.lat + (numbered.dice // 1000 % 200) / 20000 - 0.005 as lat
    )
from numbered
inner join leaves on numbered.number % leaves.held = leaves.place_in_sample
order by leaves.site_id, numbered.number
