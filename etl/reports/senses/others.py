"""The sense of what is neither products nor producers: points of sale, courses, people, papers, prizes, money."""

import re

from etl.reports.lexicon import any_of, cue, vocabulary
from etl.reports.mentions import Count, View
from etl.reports.senses.sense import Sense, has
from etl.reports.zones import Zones

_COMMENDED = re.compile(
    r"[^;:.()]{0,80}?(?:được\s+(?:[^,;:.()\d]{3,40}\s)?"
    r"(?:khen thưởng|biểu dương|tuyên dương|tặng (?:bằng|giấy) khen)|nhận\s+(?:bằng|giấy) khen)(?!\w)"
)

_NAME_GOES_ON = 20  # characters behind a noun that may still name it
_IS_TAUGHT = re.compile(r"\s*(?:đã\s+)?được\s")
_PAID_OUT = re.compile(
    r"(?!\s*của\s+(?:các\s+)?(?:doanh nghiệp|chủ thể|hộ|hợp tác xã|htx|công ty))"
    rf"[^;:.()\d]{{0,60}}(?<!\w)được\s+(?:{any_of(vocabulary('cues')['paid_out'])})(?!\w)"
)


def other(view: View, count: Count, around: Zones, target: bool) -> Sense | None:
    """The sense of a number of points of sale, courses, people, papers, prizes, models or money."""
    words = around.left + " # " + around.right
    before, noun = around.before, view.folded[count.number_end : count.end]
    if count.unit == "point" and count.from_word and count.value == 1:
        return None  # "một cửa hàng mới khai trương"
    if count.unit == "point":
        named = noun + view.folded[count.end : count.end + _NAME_GOES_ON]  # "40 cửa hàng, điểm bán OCOP"
        return Sense("sales_points", "points_of_sale", 0.85) if has("selling", words, named) else None
    if count.unit in ("training", "conference"):
        if count.unit == "training" or has("training", words, noun):
            return Sense("training_events", "training", 0.85)
        return Sense("communication_events", "publicity", 0.85) if has("publicity", words, noun) else None
    if count.unit == "person":
        taught, told = _last("training", before), _last("publicity", before)
        attended = any(other.unit == "training" for other in view.counts)
        if taught == told == -1 and (attended or _IS_TAUGHT.match(around.right)):  # "gần 480 bà con được tập huấn"
            taught, told = _last("training", around.right), _last("publicity", around.right)
        if attended and ("học viên" in noun or around.right.startswith(" học")):
            taught, told = 0, -1  # "mở 4 lớp livestream bán hàng, gần 150 học viên"
        if taught == told == -1:
            return None
        return Sense(
            *(("trained_people", "people_trained") if taught > told else ("communication_people", "people_reached")),
            0.8,
        )
    if count.unit == "materials":
        is_given = has("hand_out", around.lead, around.right)
        return Sense("training_materials", "papers_handed_out", 0.85) if is_given else None
    if count.unit == "tourism_model":
        return (
            Sense("target_tourism_models", "tourism_models", 0.82)
            if target and "du lịch" in around.right + noun
            else None
        )
    if count.unit == "collective":
        return (
            Sense("awarded_collectives", "collectives_commended", 0.85)
            if has("commend", before, around.right) or _COMMENDED.match(view.folded, count.end)
            else None
        )
    if count.unit == "vnd":
        return (
            Sense("budget_vnd", "money", 0.75)
            if (has("budget", around.lead) or _PAID_OUT.match(around.right))
            and not has("not_budget", around.lead, around.right)
            and not has("event", view.folded[view.start : view.end])
            else None
        )
    return None


def _last(name: str, text: str) -> int:
    return max((match.end() for match in cue(name).finditer(text)), default=-1)
