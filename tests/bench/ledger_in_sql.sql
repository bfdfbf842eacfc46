-- The generated ledger read by DuckDB alone, as far as SQL can say what intake does: every cell text,
-- six styles of date, hedged counts, sites by name and alias, repeats by window, each row kept as
-- JSON. Near matches, readings, scripts, repairs and reasons are left out: SQL has no word for them.
create temp table read_rows as
select
    row_number() over () + 1 as row_number,
    *
from read_csv($file, all_varchar = true, header = true);

create temp table names as
select
    name,
    any_value(site_id) as site_id,
    any_value(street_id) as street_id
from (
    select
        name,
        site_id,
        street_id
    from sites
    union all
    select
        unnest(string_split(aliases, '|')) as name,
        site_id,
        street_id
    from sites
)
group by name
having count(distinct site_id) = 1;

create temp table typed as
select
    read_rows.row_number,
    regexp_replace(trim("活动名称"), '\s+', ' ', 'g') as title,
    coalesce(
        try_strptime("活动时间", '%Y-%m-%d'),
        try_strptime(regexp_extract("活动时间", '^\d+\.\d+\.\d+'), '%Y.%m.%d'),
        try_strptime("活动时间", '%Y/%m/%d'),
        try_strptime(regexp_extract("活动时间", '^\d+年\d+月\d+日'), '%Y年%m月%d日')
    )::date as started_on,
    case
        when contains("活动时间", '上午') then time '09:00'
        else try_cast(lpad(regexp_extract("活动时间", ' (\d+:\d+)', 1), 5, '0') || ':00' as time)
    end as start_time,
    names.site_id,
    names.street_id,
    themes.theme_id,
    "活动类别" as theme_raw,
    teams.team_id,
    "志愿服务队" as team_raw,
    "活动地点" as place,
    try_cast(regexp_extract(replace("参与人数", ',', ''), '\d+') as integer) as attendance,
    regexp_matches("参与人数", '约|余|多|近') as attendance_is_estimate,
    try_cast(regexp_extract("志愿者人数", '\d+') as integer) as volunteers,
    try_cast(regexp_extract("服务时长", '\d+(\.\d+)?') as double) as service_hours,
    case when contains("形式", '线上') then 'online' else 'offline' end as mode,
    "备注" as note,
    read_rows."序号" = '小计' as is_subtotal,
    "活动时间" not similar to '\d{4}-\d\d-\d\d'
    or regexp_matches("参与人数", '\D') as is_repaired,
    to_json(struct_pack(
        "序号" := "序号", "活动名称" := "活动名称", "活动时间" := "活动时间",
        "所属实践站" := "所属实践站", "所属街道" := "所属街道", "活动类别" := "活动类别",
        "志愿服务队" := "志愿服务队", "活动地点" := "活动地点", "参与人数" := "参与人数",
        "志愿者人数" := "志愿者人数", "服务时长" := "服务时长", "形式" := "形式", "备注" := "备注"
    )) as raw
from read_rows
left join names on trim(read_rows."所属实践站") = names.name
left join themes on trim(read_rows."活动类别") = themes.name
left join teams on trim(read_rows."志愿服务队") = teams.name;

create temp table judged as
select
    *,
    case
        when is_subtotal or row_number() over (
            partition by site_id, started_on, lower(title), start_time order by row_number
        ) > 1 then 'skipped'
        when site_id is null or started_on is null then 'review'
        when is_repaired then 'repaired'
        else 'accepted'
    end as outcome
from typed;

insert into activities by name
select
    'alone-' || row_number as activity_id,
    * exclude (is_subtotal, is_repaired, raw),
    'alone' as batch_id,
    '' as sheet
from judged
where outcome != 'skipped';

insert into source_rows by name
select
    'alone' as batch_id,
    '' as sheet,
    row_number,
    outcome,
    case when outcome = 'skipped' then 'duplicate' end as skip_kind,
    '[]' as reasons,
    '[]' as repairs,
    '[]' as candidates,
    case when outcome != 'skipped' then 'alone-' || row_number end as record_id,
    raw
from judged;

insert into batches by name
select
    'alone' as batch_id,
    'ledger' as kind,
    'alone.csv' as file,
    count(*) as rows_read,
    count(*) filter (where outcome = 'accepted') as accepted,
    count(*) filter (where outcome = 'repaired') as repaired,
    count(*) filter (where outcome = 'review') as review,
    0 as rejected,
    count(*) filter (where outcome = 'skipped') as skipped
from judged;
