-- One row per reason for which orders requested in the period were refused.
-- For the list of reasons as they were written, the most frequent first.
-- reason  varchar  reason; null where none was given
-- orders  bigint   orders refused (orders)
select
    reason,
    sum(orders)::bigint as orders
from refusal_tallies
where
    starts between $since::date and $until::date
    and is_month = (starts >= $whole_since::date and starts < $whole_until::date)
    and ($streets::varchar[] is null or list_contains($streets::varchar[], street_id))
group by reason
order by orders desc, reason asc nulls last
