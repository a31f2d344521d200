"""What a night prints at its end."""

from folder_nights import ONE, Folders

from etl.runtime import summary


def test_the_nation_is_no_province(provinces: Folders) -> None:
    provinces.put(ONE.format(total=92))
    provinces.put("Đến hết năm 2024, cả nước có 15.590 sản phẩm OCOP.", source="drop-box")
    provinces.run()
    (line,) = [line for line in summary.of_run(provinces.run_id).splitlines() if "Tỉnh / provinces" in line]
    assert line.split(maxsplit=3)[3] == "1: An Giang; 1 văn bản của cả nước / of the nation"
