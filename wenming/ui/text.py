"""Text that others wrote, made fit to stand in Markdown without any meaning of its own."""

import re

_MEANT = re.compile(
    r"[\\`*_\[\]<&$~|]"
    r"|:(?=[^\W\d]|[+-]1:)"  # a directive, an icon, an emoji
    r"|^[-+#>=]|(?:(?<=^\d)|(?<=^\d\d))[.)](?=\s|$)"  # what makes a line a list, a title, a quote
)
# What the browser makes a link, an icon or an emoji of even where its signs are escaped: it looks
# for them in the text that is left. A sign of no width between them ends that.
_FOUND_LATER = re.compile(r":(?=//|[\w+/-]+:)|www(?=\.)|@(?=[\w-])", re.IGNORECASE)
_BREAKS = re.compile(r"\s*[\r\n\v\f\u0085\u2028\u2029]\s*")
_JOINER = "\u2060"


def escape(text: str) -> str:
    """The text on one line, with every sign escaped that Markdown would take for its own.

    No link, picture, icon, colour, formula or HTML comes of it, whatever stands in it.
    """
    line = _BREAKS.sub(" ", text)
    return _MEANT.sub(r"\\\g<0>", _FOUND_LATER.sub(rf"\g<0>{_JOINER}", line))
