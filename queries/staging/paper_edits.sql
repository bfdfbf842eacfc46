-- One row per paragraph of a paper that staff wrote, figures in it by their ids.
select
    edit_id,
    paper_id,
    block,
    language,
    text
from raw.paper_edits
