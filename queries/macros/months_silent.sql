-- The months that were over on `day` and came after the month of the last activity; null for none.
-- The one meaning of silence: a month that is not over accuses nobody; an activity in it counts.
create or replace macro months_silent(last_on, day) as (
    case
        when last_on is not null
            then greatest(
                date_diff(
                    'month',
                    date_trunc('month', last_on::date),
                    date_trunc('month', day + 1)
                ) - 1,
                0
            )::integer
    end
)
