-- One row per activity among the rows of a ledger's file, counted or waiting for review.
insert into activities by name
select
    printf('%s-%06d', $batch_id, activity_number) as activity_id,
    title,
    started_on,
    ended_on,
    start_time,
    end_time,
    site_id,
    street_id,
    theme_id,
    theme_raw,
    team_id,
    team_raw,
    place,
    lon,
    lat,
    attendance,
    attendance_is_estimate,
    volunteers,
    service_hours,
    mode,
    note,
    outcome,
    $batch_id as batch_id,
    sheet,
    row_number
from ledger_rows
where outcome != 'skipped' and activity_number is not null
