"""`wenming brief` and `wenming trace` as a person types them."""

import json
from pathlib import Path

from docx import Document

from tests.conftest import RIVERTON
from wenming.store import Store


def test_a_pack_is_made_and_a_number_traced(run, sample_store: Store, tmp_path: Path) -> None:
    code, out, err = run(
        "brief", "--from", "2021-01-01", "--to", "2021-06-30", "--meeting", "M-2021-07",
        "--store", sample_store.folder, "--out", tmp_path,
    )  # fmt: skip
    assert (code, err) == (0, "")
    assert {path.name for path in tmp_path.iterdir()} == {
        "briefing.docx",
        "slides.pptx",
        "annex.xlsx",
    }

    code, out, _ = run("trace", "activities_held.now", "--pack", tmp_path)
    assert code == 0
    assert "activities_held.now = 819" in out

    code, out, _ = run("trace", "activities_held.now", "--pack", tmp_path, "--format", "json")
    assert len(json.loads(out)) == 819


def test_the_second_district_has_a_pack_in_its_own_language(
    run, riverton_store: Store, tmp_path: Path
) -> None:  # fmt: skip
    code, _, _ = run(
        "brief", "--district", RIVERTON, "--store", riverton_store.folder, "--out", tmp_path
    )

    assert code == 0
    said = [p.text for p in Document(str(tmp_path / "briefing.docx")).paragraphs]
    assert any("Riverton Borough" in text for text in said)


def test_what_the_paper_leaves_out_is_asked_for_and_taken(
    run, riverton_store: Store, tmp_path: Path
) -> None:
    own = ("brief", "--district", RIVERTON, "--store", riverton_store.folder, "--out", tmp_path)

    code, out, _ = run(*own)
    assert code == 0
    assert "--issue --date --report-to --copy-to" in out
    said = [p.text for p in Document(str(tmp_path / "briefing.docx")).paragraphs]
    assert not [text for text in said if "No." in text]

    given = (
        "--issue",
        "12",
        "--date",
        "2021-07-09",
        "--report-to",
        "The council",
        "--copy-to",
        "All",
    )
    code, out, _ = run(*own, *given)
    assert code == 0 and "--issue" not in out
    document = Document(str(tmp_path / "briefing.docx"))
    said = " ".join(document.element.xpath("//w:t/text()"))
    assert "12" in said and "9 Jul 2021" in said
    assert "The council" in said


def test_a_letterhead_to_start_from(run, tmp_path: Path) -> None:
    code, _, _ = run("brief", "--write-template", tmp_path / "own.docx")

    assert code == 0
    assert "{{body}}" in [p.text for p in Document(str(tmp_path / "own.docx")).paragraphs]


def test_what_cannot_be_made_is_one_sentence(run, sample_store: Store, tmp_path: Path) -> None:
    store = ("--store", sample_store.folder)
    for words in (
        ("brief", *store),
        ("brief", "--meeting", "M-1", "--out", tmp_path, *store),
        ("brief", "--street", "atlantis", "--out", tmp_path, *store),
        ("trace", "x", "--pack", tmp_path),
    ):
        code, out, err = run(*words)
        assert (code, out) == (1, "")
        assert len(err.strip().splitlines()) == 1
