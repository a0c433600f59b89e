"""Headings and words for people, in Vietnamese or English."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING

from sipas import _native

if TYPE_CHECKING:
    from sipas.options import Lang

# Column, Vietnamese, English. Indicators, buckets and verdicts are worded once, in the native half.
_HEADINGS = """
code|Mã|Code
unit|Đơn vị|Unit
officer|Cán bộ|Officer
field|Lĩnh vực|Field
procedure|Thủ tục|Procedure
procedure_name|Tên thủ tục|Name of the procedure
channel|Hình thức tiếp nhận|Channel
period|Kỳ|Period
start|Từ ngày|From
last|Đến ngày|To
row|Dòng dữ liệu|Row
month|Tháng kết thúc|Month of end
bucket|Tình trạng|Bucket
received|Tiếp nhận|Received
deadline|Ngày hẹn trả|Deadline
end|Ngày có kết quả|End
received_in_period|Tiếp nhận trong kỳ|Received in the period
stopped_late|Dừng sau hạn|Stopped late
repeat_visit|Phải đi lại|Repeat visit
days_late|Số ngày quá hạn|Days late
working_days_late|Số ngày làm việc quá hạn|Working days late
working_days_left|Số ngày làm việc còn lại|Working days left
file|Tệp|File
path|Tệp|File
line|Dòng|Line
kind|Loại|Kind
header|Tiêu đề|Header
severity|Mức độ|Severity
column|Cột|Column
value|Giá trị|Value
expected|Cần|Expected
text_vi|Vấn đề|Vietnamese
text_en|Tiếng Anh|Issue
kept_file|Tệp được tính|File that counts
kept_line|Dòng được tính|Line that counts
rows|Số dòng|Rows
accepted|Nhận|Accepted
rejected|Dòng lỗi|Rejected
duplicates|Trùng|Duplicates
skipped|Bỏ qua|Skipped
indicator|Chỉ số|Indicator
part|Phần|Part
name|Tên|Name
where|Nhóm|Groups
statistic|Thống kê|Statistic
factor|Hệ số|Factor
external|Số liệu bên ngoài|Published elsewhere
numerator|Tử số|Numerator
denominator|Mẫu số|Denominator
low|Cận dưới|Low
high|Cận trên|High
small|Ít hồ sơ (dưới 30)|Small
status|Trạng thái|Status
id|Mục tiêu|Target
tier|Loại|Tier
area|Lĩnh vực kế hoạch|Area
task|Nhiệm vụ|Task
comparator|So sánh|Comparator
threshold|Ngưỡng|Threshold
baseline_numerator|Tử số kỳ so sánh|Baseline numerator
baseline_denominator|Mẫu số kỳ so sánh|Baseline denominator
verdict|Đánh giá|Verdict
derived|Suy ra|Derived
lead|Chủ trì|Lead
coordinating|Phối hợp|Coordinating
date|Ngày|Date
source|Nguồn|Source
provisional|Tạm tính|Provisional
carried_in|Kỳ trước chuyển sang|Carried in
put_off.all|Hẹn lại|Put off
put_off.twice|Hẹn lại hai lần|Put off twice
channels.online_full|Trực tuyến toàn trình|Fully online
channels.online_partial|Trực tuyến một phần|Partly online
"""
_ALL = {name: words for name, *words in (line.split("|") for line in _HEADINGS.split("\n") if line)}


@dataclass(frozen=True)
class Labels:
    """The words of one language."""

    lang: Lang
    words: dict[str, dict[str, str]]

    def heading(self, column: str) -> str:
        """The heading of a column."""
        if column in _ALL:
            return _ALL[column][0 if self.lang == "vi" else 1]
        pakn = column.removeprefix("pakn.")
        if pakn != column:
            return f"PAKN: {self.words['pakn_bucket'].get(pakn) or self.words['count'].get(pakn, pakn)}"
        channel = column.removeprefix("channels.")
        if channel != column:
            return self.words["channel"].get(channel, channel)
        visits = column.removeprefix("repeat_visits.")
        if visits != column:
            return f"{'Đi lại' if self.lang == 'vi' else 'Extra trips'}: {visits}"
        return self.words["bucket"].get(column) or self.words["count"].get(column, column)

    def cell(self, column: str, value: object) -> str:
        """A value as people read it."""
        if value is None:
            return ""
        if isinstance(value, bool):
            return ("có" if self.lang == "vi" else "yes") if value else ""
        if isinstance(value, (datetime, date)):
            return self.day(value)
        if isinstance(value, float):
            return self.decimal(f"{value:,.0f}" if value.is_integer() else f"{value:,.4f}")
        if isinstance(value, str):
            return self._word(column, value)
        return self.decimal(f"{value:,}") if column not in ("line", "kept_line") else str(value)

    def decimal(self, text: str) -> str:
        """A number written with a point, as this language writes it."""
        return text.translate(str.maketrans(",.", ".,")) if self.lang == "vi" else text

    def day(self, at: date) -> str:
        """A day, or a moment, without a needless midnight."""
        has_time = isinstance(at, datetime) and (at.hour or at.minute or at.second)
        form = "%d/%m/%Y" if self.lang == "vi" else "%Y-%m-%d"
        return at.strftime(form + " %H:%M" if has_time else form)

    def iso_day(self, text: str) -> str:
        """A day of the document, as this language writes it."""
        return self.day(date.fromisoformat(text))

    def key(self, dimension: str, value: str) -> str:
        """The value of a group's key."""
        if not value:
            return "(không rõ)" if self.lang == "vi" else "(unknown)"
        if dimension == "month" and value[:1].isdigit() and self.lang == "vi":
            return f"{value[5:]}/{value[:4]}"
        if dimension == "month" and value in ("open", "none"):
            vi, en = ("(đang giải quyết)", "(open)") if value == "open" else ("(không tính)", "(none)")
            return vi if self.lang == "vi" else en
        return self.words["channel"].get(value, value) if dimension == "channel" else value

    def more(self, rows: int) -> str:
        """That there are more rows than are shown."""
        n = self.decimal(f"{rows:,}")
        return f"… và {n} dòng nữa" if self.lang == "vi" else f"… and {n} more rows"

    def more_groups(self, groups: int) -> str:
        """That there are more groups than are shown."""
        n = self.decimal(f"{groups:,}")
        return f"… và {n} nhóm nữa" if self.lang == "vi" else f"… and {n} more groups"

    def _word(self, column: str, value: str) -> str:
        if column in ("bucket", "verdict", "status", "tier", "indicator", "channel"):
            for kind in (column, "pakn_bucket", "status"):
                if word := self.words[kind].get(value):
                    return word
        if column in ("unit", "officer", "field", "procedure") and not value:
            return "(không rõ)" if self.lang == "vi" else "(unknown)"
        return value


@cache
def of(lang: Lang) -> Labels:
    """The words of a language."""
    return Labels(lang, _native.words(lang))
