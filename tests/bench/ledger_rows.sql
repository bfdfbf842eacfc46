-- One row per line of a generated ledger of `$rows` activities, every cell text as an office keeps
-- it: the sample's sites by name or alias, six styles of date, one count in twenty hedged, two
-- lines in a thousand that repeat the one before, three of sites that nobody knows, and a subtotal
-- every 5,000. The choices come from a hash, so that every run reads the same file.
with sample_rows as (
    select
        *,
        row_number() over (order by activity_id) - 1 as place_in_sample
    from activities
    where site_id is not null
),

period as (
    select
        count(*) as held,
        min(started_on) as first_day,
        date_diff('day', min(started_on), max(started_on)) + 1 as days
    from sample_rows
),

numbered as (
    select
        serial.number,
        period.*,
        hash(serial.number - (hash(serial.number) % 1000 < 2)::integer) as dice
    from period
    cross join range($rows::bigint) as serial (number)
),

copied as (
    select
        numbered.number,
        numbered.dice,
        numbered.first_day + (numbered.dice % numbered.days)::integer as day,
        sample_rows.*,
        sites.name as site_name,
        string_split(sites.aliases, '|') as other_names,
        streets.name as street_name
    from numbered
    inner join sample_rows on numbered.dice // 7 % numbered.held = sample_rows.place_in_sample
    inner join sites on sample_rows.site_id = sites.site_id
    left join streets on sites.street_id = streets.street_id
),

written as (
    select
        number,
        (number + 1)::varchar as "序号",
        title || ' ' || dice // 43 % 100 as "活动名称",
        case
            when dice // 11 % 100 < 40 then strftime(day, '%Y-%m-%d')
            when dice // 11 % 100 < 60 then strftime(day, '%Y.%-m.%-d')
            when dice // 11 % 100 < 75 then strftime(day, '%Y年%-m月%-d日')
            when dice // 11 % 100 < 90 then strftime(day, '%Y/%-m/%-d')
            when dice // 11 % 100 < 95 then strftime(day, '%Y年%-m月%-d日上午')
            else strftime(day, '%Y.%-m.%-d 9:00-11:30')
        end as "活动时间",
        case
            when dice // 13 % 1000 < 3 then '无名阵地' || dice // 17 % 40
            when dice // 13 % 1000 < 400 and len(other_names) > 0
                then other_names[1 + (dice // 19 % len(other_names))::integer]
            else site_name
        end as "所属实践站",
        street_name as "所属街道",
        theme_raw as "活动类别",
        team_raw as "志愿服务队",
        place as "活动地点",
        case
            when dice // 23 % 100 < 2 then '约' || attendance + dice // 29 % 20 || '人'
            when dice // 23 % 100 < 4 then attendance + dice // 29 % 20 || '余人'
            when dice // 23 % 100 < 5 then '无'
            else (attendance + dice // 29 % 20)::varchar
        end as "参与人数",
        (volunteers + dice // 31 % 8)::varchar as "志愿者人数",
        (service_hours + dice // 37 % 10 * 0.5)::varchar as "服务时长",
        case mode when 'online' then '线上' else '线下' end as "形式",
        '联系人' || dice // 41 % 50 as "联系人",
        note as "备注"
    from copied
),

subtotals as (
    select
        number * 5000 - 0.5 as number,
        '小计' as "序号"
    from range(1, 1 + $rows::bigint // 5000) as serial (number)
)

select * exclude (number)
from (
    select * from written
    union all by name
    select * from subtotals
)
order by number
