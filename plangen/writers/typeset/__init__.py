"""The pages of a document as they will print, set by the project itself, line by line."""

from plangen.document.gbt9704 import STANDARD, Style
from plangen.document.model import Document, Form, Orientation
from plangen.writers.typeset.advances import OFFICIAL, Fonts
from plangen.writers.typeset.composition import composed
from plangen.writers.typeset.lines import Typeface
from plangen.writers.typeset.model import SetPage
from plangen.writers.typeset.pagination import Paginator, finished
from plangen.writers.typeset.paragraphs import Setter


def layout(
    document: Document, style: Style = STANDARD, fonts: Fonts = OFFICIAL
) -> tuple[SetPage, ...]:
    """Set a document: every line broken, every page parted, as its DOCX prints."""
    setter = Setter(Typeface(style, fonts))
    turned = document.orientation is Orientation.LANDSCAPE
    letter = document.head is not None and document.head.form is Form.LETTER
    paginator = Paginator(style, turned=turned, numbered=not letter)
    paginator.place(composed(document, setter))
    return finished(paginator.pages, setter)
