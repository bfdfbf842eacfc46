-- One row per paragraph of a paper that staff wrote.
-- For putting their words in the place of those written by rule.
-- edit_id   varchar  paper, language and paragraph
-- paper_id  varchar  paper it belongs to
-- block     varchar  key of the paragraph
-- language  varchar  language of the words
-- text      varchar  the words, figures in them by their ids
select
    edit_id,
    paper_id,
    block,
    language,
    text
from paper_edits
order by edit_id
