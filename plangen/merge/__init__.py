"""Two people's edits of one plan file merged record by record, field by field, by id.

base    {id: a, text: 甲, deadline: 3月底前}
ours    {id: a, text: 甲乙, deadline: 3月底前}      (and moved to another section)
theirs  {id: a, text: 甲, deadline: 5月底前}
merged  {id: a, text: 甲乙, deadline: 5月底前}      (in the other section)
Where both changed the text the merged file has both, between conflict markers.
"""

from dataclasses import dataclass

from plangen.merge.entries import entries
from plangen.merge.fields import merged_lines
from plangen.merge.matching import matched
from plangen.merge.weaving import TangledError, Weaver
from plangen.merge.wording import Spots, as_text
from plangen.source.tree import SourceFile

__all__ = ["Merged", "TangledError", "merge"]


@dataclass(frozen=True, slots=True)
class Merged:
    """The merged file."""

    file: SourceFile
    conflicts: tuple[str, ...]
    """Where two edits clash and why; the file has each as a Conflict."""


def merge(base: SourceFile, ours: SourceFile, theirs: SourceFile) -> Merged:
    """Merge two edits of one file; none is lost, and only what both changed clashes.

    Raises TangledError where their moves contradict each other so that something has no place left.
    """
    files = (base, ours, theirs)
    weaver = Weaver(matched(*(entries(file.root) for file in files)))
    root = weaver.weave()
    spots = Spots(ours.root), Spots(theirs.root)
    conflicts = [as_text(clash, spots[clash.record.ours is None]) for clash in weaver.clashes]
    return Merged(SourceFile(root, merged_lines(*(file.tail for file in files))), tuple(conflicts))
