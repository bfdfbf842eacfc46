-- One row per site whose responsible unit holds the words of `unit` ('': every site).
create or replace macro sites_of_unit(unit) as table
    select *
    from sites
    where unit = '' or contains(lower(responsible_unit), lower(unit))
