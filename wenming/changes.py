"""How a figure changed between two periods, and how that is said."""

from dataclasses import dataclass

from wenming.i18n import Translator


@dataclass(frozen=True)
class Change:
    """A figure now and before; None is not reported, which is not 0."""

    now: float | None
    before: float | None

    @property
    def share(self) -> float | None:
        """The relative change as a share of 1; None where there is nothing to divide by."""
        if self.now is None or not self.before:
            return None
        return self.now / self.before - 1

    def describe(self, t: Translator) -> str:
        """`增长12.3%`; a change from or to zero, or from nothing reported, is told in words."""
        if self.now is None:
            return t("changes.not_reported")
        if self.before is None:
            return t("changes.no_comparison")
        if self.now == self.before:
            return t("changes.same")
        if self.before == 0:
            return t("changes.from_zero")
        if self.now == 0:
            return t("changes.to_zero", before=t.number(self.before, 1))
        share = self.share or 0.0
        if abs(share) < 0.0005:
            return t("changes.nearly_same")
        key = "changes.up" if share > 0 else "changes.down"
        return t(key, share=t.percent(abs(share)))


def describe_points(t: Translator, now: float | None, before: float | None) -> str:
    """The change of a share of 1 in percentage points: `提高3.2个百分点`."""
    if now is None:
        return t("changes.not_reported")
    if before is None:
        return t("changes.no_comparison")
    points = round((now - before) * 100, 1)
    if points == 0:
        return t("changes.same")
    key = "changes.points_up" if points > 0 else "changes.points_down"
    return t(key, points=t.number(abs(points), 1))
