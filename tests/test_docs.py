"""What the pages of docs/ show works as shown."""

import re
from pathlib import Path

from etl.quality.suites import read_suite
from etl.settings import PROJECT


def test_the_check_that_the_page_adds_is_a_check(tmp_path: Path) -> None:
    page = (PROJECT / "docs" / "checks.md").read_text(encoding="utf-8")
    added = re.search(r"```yaml\n(  - code:.*?)```", page, flags=re.DOTALL)
    assert added
    for file in (PROJECT / "expectations").iterdir():
        (tmp_path / file.name).write_text(file.read_text(encoding="utf-8"), encoding="utf-8")
    suite = tmp_path / "province_indicator_staging.yaml"
    suite.write_text(suite.read_text(encoding="utf-8") + "\n" + added[1], encoding="utf-8")
    assert "producers_plausible" in [check.code for check in read_suite("province_indicator_staging", tmp_path).checks]
