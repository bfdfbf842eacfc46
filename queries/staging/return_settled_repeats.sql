-- One row of `waiting_repeats` fewer per repeat that is kept again, or that repeats a row which is
-- taken back only with it or never: one of its own file or of the district's folder.
delete from waiting_repeats
where
    activity_id in (
        select activity_id
        from lost_repeats
        where not is_duplicate
        union all
        select waits.activity_id
        from waiting_repeats as waits
        inner join activities as kept on waits.repeats_id = kept.activity_id
        inner join batches on kept.batch_id = batches.batch_id
        where waits.batch_id = kept.batch_id or batches.kind = 'district'
    )
