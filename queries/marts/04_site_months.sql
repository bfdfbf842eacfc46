-- One row per site and month for which the ledgers hold a row, whatever became of it.
-- What a site reported, without its themes: for monthly minimums and for who reports in time.
-- handed_in_on is the day (UTC) of the import that first brought such a row; it is null where the
-- district's folder holds one already, for a folder does not say when its rows were handed in.
select
    activities.site_id,
    date_trunc('month', activities.started_on)::date as month,
    count(*) filter (
        where activities.outcome in ('accepted', 'repaired', 'settled')
    )::integer as activities,
    case
        when bool_and(batches.kind = 'ledger') then min(batches.imported_at)::date
    end as handed_in_on
from activities
inner join batches on activities.batch_id = batches.batch_id
where activities.site_id is not null and activities.started_on is not null
group by all
order by month, site_id
