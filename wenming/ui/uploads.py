"""Handing in files, told in the page's language: Streamlit's own words for it are English only."""

import json
from typing import Any

import streamlit as st

from wenming.i18n import Translator

# Streamlit tells why it did not take a file only to who points at it: here it is told below the
# field, in a red that can be read on light and on dark.
_WORDS = """<style>
[data-testid="stFileUploaderDropzone"] button [data-testid="stMarkdownContainer"] p,
[data-testid="stFileUploaderDropzoneInstructions"] > * { display: none; }
[data-testid="stFileUploaderDropzone"] button [data-testid="stMarkdownContainer"]::after {
  content: %(choose)s;
}
[data-testid="stFileUploaderDropzoneInstructions"]::after {
  content: %(drop)s; font-size: 0.875rem; opacity: 0.7;
}
[data-testid="stFileUploader"]:has([aria-invalid="true"])::after {
  content: %(kept)s; color: #d63a46; font-size: 0.875rem;
}
</style>"""


def ask_files(t: Translator, label: str, **options: Any) -> Any:
    """`st.file_uploader`, of which `options` are the further arguments."""
    limit = st.get_option("server.maxUploadSize")
    words = {
        "choose": t("data.choose"),
        "drop": t("data.drop"),
        "kept": t("data.not_taken", limit=limit),
    }
    st.html(_WORDS % {name: json.dumps(word, ensure_ascii=False) for name, word in words.items()})
    return st.file_uploader(label, **options)
