-- One row: since when the log knows anything.
-- Of earlier days nothing is known: no rate counts them and no period is compared with them.
-- known_since  date  first day of the month of the first activity that counts; null without any
select known_since() as known_since
