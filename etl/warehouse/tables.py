"""The one dictionary of the warehouse: every table and column, its meaning in two languages, its unit.

DDL comments, the data dictionary and the contract checks are made from here. Validity is half-open:
`valid_to` is the first day that no longer holds. Dates are days in Asia/Ho_Chi_Minh.
"""

from typing import Any

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Computed,
    Date,
    DateTime,
    ForeignKey,
    ForeignKeyConstraint,
    Identity,
    Index,
    Integer,
    MetaData,
    Numeric,
    Sequence,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)

SCOPES = ("own", "district", "commune", "national", "other_province", "former_province")
KINDS = ("actual", "target")
QUALIFIERS = ("at_least", "above", "below", "about", "range_low", "range_high")
CLOSED_REASONS = ("document_superseded", "read_again")
RELEASED_REASONS = ("loaded", "held_again", "read_otherwise", "document_superseded")
DOCUMENT_STATES = ("held", "mended", "accepted", "released", "superseded")
CRAWL_OUTCOMES = ("complete", "incomplete", "blocked", "failed")
FIELD_STATES = ("unknown", "missing")

# Durable ids of type-2 dimensions: their keys are counted apart.
SELLER_ID = Sequence("seller_id", metadata=metadata, schema="warehouse")
LISTING_ID = Sequence("listing_id", metadata=metadata, schema="warehouse")


def col(name: str, type_: Any, *args: Any, en: str, vi: str, unit: str | None = None, **kw: Any) -> Column[Any]:
    """A column with its meaning in English and Vietnamese and its unit, which also become its comment."""
    kw.setdefault("nullable", False)
    comment = f"{vi} / {en}" + (f" [{unit}]" if unit else "")
    return Column(name, type_, *args, info={"en": en, "vi": vi, "unit": unit}, comment=comment, **kw)


def table(name: str, *args: Any, schema: str, en: str, vi: str, **kw: Any) -> Table:
    """A table with its grain in English and Vietnamese, which also becomes its comment."""
    return Table(name, metadata, *args, schema=schema, info={"en": en, "vi": vi}, comment=f"{vi} / {en}", **kw)


def one_of(column: str, values: tuple[str, ...]) -> CheckConstraint:
    """A check constraint that the column holds one of the values, named for the column."""
    return CheckConstraint(f"{column} in ({', '.join(repr(v) for v in values)})", name=column)


# a column is read as one line
# fmt: off

# --- dimensions ------------------------------------------------------------------------------

dim_date = table(
    "dim_date",
    col("date_id", Date, primary_key=True, en="the day", vi="ngày"),
    col("year", SmallInteger, en="year", vi="năm"),
    col("quarter", SmallInteger, en="quarter of the year, 1 to 4", vi="quý, 1 đến 4"),
    col("month", SmallInteger, en="month of the year, 1 to 12", vi="tháng, 1 đến 12"),
    col("day", SmallInteger, en="day of the month", vi="ngày trong tháng"),
    col("iso_week", SmallInteger, en="ISO week of the year", vi="tuần trong năm (ISO)"),
    col("iso_weekday", SmallInteger, en="day of the week, Monday is 1", vi="thứ trong tuần, thứ Hai là 1"),
    col("is_month_end", Boolean, en="last day of its month", vi="ngày cuối tháng"),
    schema="warehouse",
    en="one calendar day",
    vi="một ngày dương lịch",
)

dim_province = table(
    "dim_province",
    col("province_key", Integer, primary_key=True, autoincrement=False,
        en="one version of one territory; made from province_id and valid_from, so it never moves",
        vi="một phiên bản của một địa bàn; lập từ province_id và valid_from nên không bao giờ đổi"),
    col("province_id", SmallInteger,
        en="the territory: kept through renaming, change of status or region, new after a merger; "
           "0 is the nation, -1 is unknown",
        vi="địa bàn: giữ nguyên khi đổi tên, cấp hay vùng, mới sau sáp nhập; 0 là cả nước, -1 là chưa rõ"),
    col("province_code", Text, nullable=True, en="official code; reused in 2025, so read it with a date",
        vi="mã chính thức; dùng lại từ 2025 nên phải đọc cùng ngày"),
    col("province_name", Text, en="official name without its type", vi="tên chính thức, không kèm cấp"),
    col("province_type", Text, en="province, city, nation or unknown", vi="tỉnh, thành phố, cả nước hoặc chưa rõ"),
    col("region_name", Text, nullable=True, en="region on the days of this version",
        vi="vùng tại thời điểm của phiên bản"),
    col("region_2025_name", Text, nullable=True, en="region since 2025-07-01, restated",
        vi="vùng theo phân vùng từ 01/07/2025"),
    col("iso_code", Text, nullable=True, en="ISO 3166-2 code; none was given to merged provinces",
        vi="mã ISO 3166-2; tỉnh sau sáp nhập chưa có"),
    col("valid_from", Date, en="first day of this version", vi="ngày đầu của phiên bản"),
    col("valid_to", Date, nullable=True, en="first day after this version, empty while it holds",
        vi="ngày đầu tiên hết hiệu lực, trống nếu còn hiệu lực"),
    col("legal_basis", Text, nullable=True, en="the act behind this version", vi="văn bản pháp lý"),
    UniqueConstraint("province_id", "valid_from"),
    UniqueConstraint("province_key", "province_id"),
    CheckConstraint("valid_to is null or valid_to > valid_from", name="valid_range"),
    one_of("province_type", ("province", "city", "nation", "unknown")),
    schema="warehouse",
    en="one version of one province-level territory (type 2)",
    vi="một phiên bản của một địa bàn cấp tỉnh (loại 2)",
)

bridge_province_succession = table(
    "bridge_province_succession",
    col("predecessor_id", SmallInteger, primary_key=True, autoincrement=False,
        en="territory that ended", vi="địa bàn đã kết thúc"),
    col("successor_id", SmallInteger, primary_key=True, autoincrement=False,
        en="territory that took it in", vi="địa bàn tiếp nhận"),
    col("succeeded_on", Date, en="first day of the successor", vi="ngày đầu của địa bàn mới"),
    col("legal_basis", Text, en="the act behind the merger", vi="văn bản pháp lý"),
    schema="warehouse",
    en="one territory that went whole into another",
    vi="một địa bàn sáp nhập trọn vào địa bàn khác",
)

dim_province_alias = table(
    "dim_province_alias",
    col("alias", Text, primary_key=True, en="a spelling met in the field", vi="một cách viết thường gặp"),
    col("province_id", SmallInteger, en="territory that was meant until 2025-06-30",
        vi="địa bàn được nói tới đến 30/06/2025"),
    col("province_name", Text, en="official name", vi="tên chính thức"),
    col("alias_type", Text, en="why the spelling is here", vi="loại cách viết"),
    schema="warehouse",
    en="one spelling of one of the 63 provinces",
    vi="một cách viết tên của một trong 63 tỉnh",
)

dim_admin_unit = table(
    "dim_admin_unit",
    col("admin_unit_id", Integer, primary_key=True, autoincrement=False,
        en="the unit in its code set", vi="đơn vị trong bộ mã của nó"),
    col("admin_unit_code", Text, nullable=True, en="official code where the list has one",
        vi="mã chính thức nếu danh mục có"),
    col("admin_unit_level", Text, en="district or commune", vi="cấp huyện hoặc cấp xã"),
    col("admin_unit_type", Text, en="huyện, thị xã, quận, thành phố, xã, phường, thị trấn, đặc khu",
        vi="loại đơn vị"),
    col("admin_unit_name", Text, en="name without its type", vi="tên không kèm loại"),
    col("parent_id", Integer, ForeignKey("warehouse.dim_admin_unit.admin_unit_id"), nullable=True,
        en="district of an old commune", vi="huyện của xã cũ"),
    col("province_id", SmallInteger, en="territory it lies in", vi="địa bàn cấp tỉnh"),
    col("valid_from", Date, en="first day of this list of units", vi="ngày đầu của danh mục"),
    col("valid_to", Date, nullable=True, en="first day after, empty while it holds",
        vi="ngày đầu tiên hết hiệu lực, trống nếu còn"),
    one_of("admin_unit_level", ("district", "commune")),
    Index("ix_dim_admin_unit_name", "admin_unit_name"),
    schema="warehouse",
    en="one district or commune, of the units until 2025-06-30 or since 2025-07-01",
    vi="một đơn vị cấp huyện hoặc cấp xã, trước hoặc sau 01/07/2025",
)

dim_indicator = table(
    "dim_indicator",
    col("indicator_id", SmallInteger, primary_key=True, autoincrement=False, en="the indicator", vi="chỉ tiêu"),
    col("indicator_code", Text, unique=True, en="its code", vi="mã chỉ tiêu"),
    col("unit", Text, en="unit of the values: product, producer, percent, vnd, ...", vi="đơn vị tính"),
    col("measure", Text, en="stock, flow or target", vi="thời điểm, thời kỳ hoặc mục tiêu"),
    col("name_en", Text, en="name in English", vi="tên tiếng Anh"),
    col("name_vi", Text, en="name in Vietnamese", vi="tên tiếng Việt"),
    one_of("measure", ("stock", "flow", "target")),
    schema="warehouse",
    en="one indicator of the programme",
    vi="một chỉ tiêu của chương trình",
)

dim_star = table(
    "dim_star",
    col("star_code", Text, primary_key=True, en="3, 4, 5, 3+, 4+, potential_5 or all", vi="mã hạng sao"),
    col("name_en", Text, en="name in English", vi="tên tiếng Anh"),
    col("name_vi", Text, en="name in Vietnamese", vi="tên tiếng Việt"),
    col("is_group", Boolean, en="covers several ranks", vi="gộp nhiều hạng"),
    col("sort_order", SmallInteger, en="order in lists", vi="thứ tự hiển thị"),
    schema="warehouse",
    en="one star rank, or group of ranks, as reports state them",
    vi="một hạng sao hoặc nhóm hạng như báo cáo nêu",
)

dim_document = table(
    "dim_document",
    col("document_id", Integer, Identity(), primary_key=True, en="one content, whoever published it",
        vi="một nội dung văn bản, bất kể nơi đăng"),
    col("sha256", Text, unique=True, en="checksum of the bytes as received", vi="mã băm của tệp nhận được"),
    col("size_bytes", BigInteger, en="size of the file", vi="kích thước tệp", unit="byte"),
    col("media_type", Text, en="type of the file as read", vi="loại tệp"),
    col("title", Text, nullable=True, en="first line or title", vi="tiêu đề"),
    col("province_id", SmallInteger, en="province the document speaks for; -1 when it names none",
        vi="tỉnh mà văn bản nói tới; -1 nếu không nêu"),
    col("level", Text, en="province, district, national or none", vi="cấp của báo cáo"),
    col("admin_basis", Text, en="code set of its names: pre-2025-07, post-2025-07 or unknown",
        vi="bộ địa danh: trước hoặc sau 07/2025, hoặc chưa rõ"),
    col("published_on", Date, nullable=True, en="day printed as its date, empty when none is",
        vi="ngày in trên văn bản, trống nếu không có"),
    col("rules_version", Text, en="version of the rules that last read it", vi="phiên bản bộ quy tắc đọc gần nhất"),
    col("load_id", BigInteger, ForeignKey("ops.load.load_id"), en="load that last changed the row",
        vi="lượt nạp thay đổi dòng này gần nhất"),
    one_of("level", ("province", "district", "national", "none")),
    one_of("admin_basis", ("pre-2025-07", "post-2025-07", "unknown")),
    schema="warehouse",
    en="one document content (sha256)",
    vi="một nội dung văn bản (sha256)",
)

bridge_document_source = table(
    "bridge_document_source",
    col("document_source_id", Integer, Identity(), primary_key=True,
        en="one stretch of days on which a source gave this content under this name",
        vi="một khoảng ngày nguồn đưa nội dung này dưới tên này"),
    col("document_id", Integer, ForeignKey("warehouse.dim_document.document_id"), en="the content", vi="nội dung"),
    col("source_code", Text, en="source in the configuration", vi="nguồn trong tệp cấu hình"),
    col("document_name", Text, en="name of the document at its source", vi="tên văn bản tại nguồn"),
    col("document_url", Text, en="where it was fetched", vi="nơi lấy"),
    col("fetched_at", DateTime(timezone=True), en="when it was first fetched with this content",
        vi="thời điểm lấy lần đầu với nội dung này"),
    col("valid_from", Date, en="first night with this content", vi="đêm đầu có nội dung này"),
    col("valid_to", Date, nullable=True, en="first night with another content, empty while it is the latest",
        vi="đêm đầu có nội dung khác, trống nếu còn mới nhất"),
    col("last_seen_on", Date, en="last night on which the source gave this content",
        vi="đêm gần nhất nguồn còn đưa nội dung này"),
    col("load_id", BigInteger, ForeignKey("ops.load.load_id"), en="load that wrote it", vi="lượt nạp ghi"),
    CheckConstraint("valid_to is null or valid_to >= valid_from", name="valid_range"),
    CheckConstraint("last_seen_on >= valid_from", name="last_seen_on"),
    Index("ix_bridge_document_source_document_id", "document_id"),
    Index("uq_bridge_document_source_open", "source_code", "document_name", unique=True,
          postgresql_where=text("valid_to is null")),
    schema="warehouse",
    en="one content under one name at one source, over one stretch of nights",
    vi="một nội dung dưới một tên tại một nguồn, trong một khoảng đêm",
)

dim_marketplace = table(
    "dim_marketplace",
    col("marketplace_id", SmallInteger, Identity(), primary_key=True, en="the marketplace", vi="sàn"),
    col("marketplace_code", Text, unique=True, en="its code in the configuration", vi="mã sàn trong tệp cấu hình"),
    col("marketplace_name", Text, en="its name", vi="tên sàn"),
    schema="warehouse",
    en="one marketplace; a new one comes in with its first crawl",
    vi="một sàn thương mại điện tử; sàn mới có dòng từ lần hỏi đầu",
)

dim_crawl_query = table(
    "dim_crawl_query",
    col("query_id", Integer, Identity(), primary_key=True, en="the query", vi="câu tìm"),
    col("source_code", Text, en="source in the configuration", vi="nguồn trong tệp cấu hình"),
    col("query_code", Text, en="what is asked: keyword=ocop, category=..., seller=...",
        vi="tìm gì: keyword=ocop, category=..., seller=..."),
    col("marketplace_id", SmallInteger, ForeignKey("warehouse.dim_marketplace.marketplace_id"),
        en="marketplace that is asked", vi="sàn được hỏi"),
    UniqueConstraint("source_code", "query_code"),
    schema="warehouse",
    en="one query of one source of listings",
    vi="một câu tìm của một nguồn sản phẩm đăng bán",
)

dim_seller = table(
    "dim_seller",
    col("seller_key", BigInteger, Identity(), primary_key=True, en="one version of one seller",
        vi="một phiên bản của một người bán"),
    col("seller_id", BigInteger, en="the seller: kept when name or place change; -1 is unknown",
        vi="người bán: giữ nguyên khi đổi tên hay nơi bán; -1 là chưa rõ"),
    col("marketplace_id", SmallInteger, ForeignKey("warehouse.dim_marketplace.marketplace_id"), nullable=True,
        en="marketplace that it sells on, empty for the unknown one", vi="sàn, trống nếu chưa rõ"),
    col("seller_code", Text, en="its code at the marketplace; name:... where only the name is given",
        vi="mã tại sàn; name:... nếu sàn chỉ nêu tên"),
    col("seller_name", Text, nullable=True, en="name as given", vi="tên như sàn nêu"),
    col("seller_location", Text, nullable=True, en="place as given", vi="nơi bán như sàn nêu"),
    col("province_id", SmallInteger, en="territory that bore the name of the place then; -1 is unknown",
        vi="địa bàn mang tên nơi bán khi đó; -1 là chưa rõ"),
    col("valid_from", Date, en="first night with this version", vi="đêm đầu có phiên bản này"),
    col("valid_to", Date, nullable=True, en="first night with the next version, empty while it is the latest",
        vi="đêm đầu có phiên bản sau, trống nếu còn mới nhất"),
    col("load_id", BigInteger, ForeignKey("ops.load.load_id"), nullable=True,
        en="load that last changed the row, empty for the unknown seller",
        vi="lượt nạp thay đổi dòng này gần nhất, trống với người bán chưa rõ"),
    UniqueConstraint("seller_id", "valid_from"),
    CheckConstraint("valid_to is null or valid_to > valid_from", name="valid_range"),
    Index("uq_dim_seller_open", "marketplace_id", "seller_code", unique=True,
          postgresql_where=text("valid_to is null")),
    schema="warehouse",
    en="one version of one seller on one marketplace (type 2: name, place)",
    vi="một phiên bản của một người bán trên một sàn (loại 2: tên, nơi bán)",
)

# No foreign keys here and on fact_listing_snapshot: a night brings 200,000 rows, and on Citus they could not be had.
# The star's checks (expectations/listing_snapshot_star.yaml) prove after each load that every key has its row.
dim_listing = table(
    "dim_listing",
    col("listing_key", BigInteger, Identity(), primary_key=True, en="one version of one listing",
        vi="một phiên bản của một sản phẩm đăng bán"),
    col("listing_id", BigInteger, en="the listing: kept when title, seller or category change",
        vi="sản phẩm đăng bán: giữ nguyên khi đổi tiêu đề, người bán hay ngành hàng"),
    col("marketplace_id", SmallInteger, en="marketplace that it is on", vi="sàn"),
    col("listing_code", Text, en="its code at the marketplace", vi="mã tại sàn"),
    col("title", Text, en="title as given", vi="tiêu đề như đăng"),
    col("seller_id", BigInteger, en="who sells it; -1 is unknown", vi="người bán; -1 là chưa rõ"),
    col("category_code", Text, nullable=True, en="the marketplace's category", vi="mã ngành hàng của sàn"),
    col("category_name", Text, nullable=True, en="its name", vi="tên ngành hàng"),
    col("url", Text, nullable=True, en="its page as last seen, the same in all versions",
        vi="trang sản phẩm ở lần thấy gần nhất, như nhau ở mọi phiên bản"),
    col("valid_from", Date, en="first night with this version", vi="đêm đầu có phiên bản này"),
    col("valid_to", Date, nullable=True, en="first night with the next version, empty while it is the latest",
        vi="đêm đầu có phiên bản sau, trống nếu còn mới nhất"),
    col("load_id", BigInteger, en="load that last changed the row", vi="lượt nạp thay đổi dòng này gần nhất"),
    UniqueConstraint("listing_id", "valid_from"),
    CheckConstraint("valid_to is null or valid_to > valid_from", name="valid_range"),
    Index("uq_dim_listing_open", "marketplace_id", "listing_code", unique=True,
          postgresql_where=text("valid_to is null")),
    Index("ix_dim_listing_seller", "seller_id"),
    schema="warehouse",
    en="one version of one listing on one marketplace (type 2: title, seller, category)",
    vi="một phiên bản của một sản phẩm đăng bán trên một sàn (loại 2: tiêu đề, người bán, ngành hàng)",
)

# --- facts -----------------------------------------------------------------------------------

fact_province_indicator = table(
    "fact_province_indicator",
    col("province_indicator_key", BigInteger, Identity(), primary_key=True,
        en="one version of one statement", vi="một phiên bản của một phát biểu"),
    col("statement_id", Text,
        en="the statement: sha256 over document, place in it, indicator, star, kind, qualifier, scope and its name",
        vi="phát biểu: sha256 của văn bản, vị trí, chỉ tiêu, hạng sao, loại, mức độ, phạm vi và tên nơi"),
    col("document_id", Integer, ForeignKey("warehouse.dim_document.document_id"), en="document that states it",
        vi="văn bản nêu số liệu"),
    col("province_id", SmallInteger, en="territory that the figure is about", vi="địa bàn của số liệu"),
    col("province_key", Integer,
        en="version of the territory on the figure's day", vi="phiên bản địa bàn vào ngày của số liệu"),
    col("scope", Text, en="own: the province (or nation) that reports; otherwise whose figure it is",
        vi="own: của chính địa phương báo cáo; nếu khác: của nơi nào"),
    col("scope_name", Text, nullable=True, en="name of the other place", vi="tên nơi khác"),
    col("indicator_id", SmallInteger, ForeignKey("warehouse.dim_indicator.indicator_id"), en="what is counted",
        vi="chỉ tiêu"),
    col("star_code", Text, ForeignKey("warehouse.dim_star.star_code"), en="star rank as stated; all when none is",
        vi="hạng sao như nêu; all nếu không nêu"),
    col("kind", Text, en="actual, or target (plans, goals, forecasts)", vi="thực hiện hoặc mục tiêu"),
    col("value", Numeric, en="the figure, in the unit of the indicator", vi="giá trị, theo đơn vị của chỉ tiêu"),
    col("qualifier", Text, nullable=True, en="at_least, above, below, about, range_low, range_high",
        vi="ít nhất, trên, dưới, khoảng, cận dưới, cận trên"),
    col("as_of", Text, nullable=True, en="moment of a stock, as precise as stated: 2023, 2023-08, 2023-08-31",
        vi="thời điểm, chính xác như nêu"),
    col("as_of_date", Date, ForeignKey("warehouse.dim_date.date_id"), nullable=True,
        en="last day of as_of", vi="ngày cuối của thời điểm"),
    col("period_from", Text, nullable=True, en="start of the period as stated", vi="đầu kỳ như nêu"),
    col("period_to", Text, nullable=True, en="end of the period, or deadline, as stated",
        vi="cuối kỳ hoặc hạn, như nêu"),
    col("period_from_date", Date, ForeignKey("warehouse.dim_date.date_id"), nullable=True,
        en="first day of period_from", vi="ngày đầu kỳ"),
    col("period_to_date", Date, ForeignKey("warehouse.dim_date.date_id"), nullable=True,
        en="last day of period_to", vi="ngày cuối kỳ"),
    col("reported_on", Date, nullable=True, en="day the document was published, empty when it prints none",
        vi="ngày công bố, trống nếu văn bản không in ngày"),
    col("quote", Text, en="the words that state it", vi="nguyên văn"),
    col("sentence", Text, nullable=True, en="the sentence that the quote stands in", vi="câu chứa trích dẫn"),
    col("location", Text, nullable=True,
        en="the cell of a workbook ('Biểu 1'!C7) or the place on a page of a PDF (page=2&viewrect=...); empty in a "
        "document that has neither",
        vi="ô trong bảng tính ('Biểu 1'!C7) hoặc chỗ trên trang PDF (page=2&viewrect=...); trống nếu văn bản không có"),
    col("quote_start", Integer, en="first character of the quote in the document's text (NFC)",
        vi="vị trí đầu của trích dẫn", unit="character"),
    col("quote_end", Integer, en="first character after the quote", vi="vị trí sau trích dẫn", unit="character"),
    col("rule", Text, en="rule that read it", vi="quy tắc đọc"),
    col("confidence", Numeric(3, 2), en="how sure the rule is, 0 to 1", vi="độ tin cậy, 0 đến 1"),
    col("breakdown_id", Text, nullable=True, en="statements with the same value are a total and its parts",
        vi="các phát biểu cùng mã là một tổng và các phần"),
    col("is_headline", Boolean, en="a total, not a part of one", vi="là tổng, không phải phần"),
    col("is_current", Boolean, en="still made by the latest reading of the latest version",
        vi="còn đúng theo lần đọc và phiên bản mới nhất"),
    col("load_id", BigInteger, ForeignKey("ops.load.load_id"), en="load that wrote it", vi="lượt nạp ghi"),
    col("closed_load_id", BigInteger, ForeignKey("ops.load.load_id"), nullable=True, en="load that closed it",
        vi="lượt nạp đóng"),
    col("closed_reason", Text, nullable=True, en="why it was closed", vi="lý do đóng"),
    one_of("scope", SCOPES),
    one_of("kind", KINDS),
    one_of("qualifier", QUALIFIERS),
    one_of("closed_reason", CLOSED_REASONS),
    ForeignKeyConstraint(["province_key", "province_id"],
                         ["warehouse.dim_province.province_key", "warehouse.dim_province.province_id"]),
    CheckConstraint("value >= 0 and value < 'infinity'", name="value"),
    CheckConstraint("confidence between 0 and 1", name="confidence"),
    CheckConstraint("quote_end > quote_start", name="quote"),
    CheckConstraint("period_from_date <= period_to_date", name="period"),
    CheckConstraint("(as_of is null) or (period_from is null and period_to is null)", name="one_time"),
    CheckConstraint("(scope = 'own') = (scope_name is null)", name="scope_name"),
    CheckConstraint("is_current = (closed_load_id is null) and is_current = (closed_reason is null)", name="closed"),
    Index("uq_fact_province_indicator_current", "statement_id", unique=True, postgresql_where=text("is_current")),
    Index("ix_fact_province_indicator_province", "province_id", "indicator_id"),
    Index("ix_fact_province_indicator_document", "document_id"),
    Index("ix_fact_province_indicator_load", "load_id"),
    Index("ix_fact_province_indicator_closed_load", "closed_load_id",
          postgresql_where=text("closed_load_id is not null")),
    schema="warehouse",
    en="one version of one figure stated in one document",
    vi="một phiên bản của một số liệu nêu trong một văn bản",
)

fact_listing_snapshot = table(
    "fact_listing_snapshot",
    col("listing_id", BigInteger, primary_key=True, autoincrement=False, en="the listing", vi="sản phẩm đăng bán"),
    col("snapshot_date", Date, primary_key=True, en="night on which it was seen", vi="đêm thấy"),
    col("listing_key", BigInteger, en="version of the listing on that night", vi="phiên bản của sản phẩm đêm đó"),
    col("marketplace_id", SmallInteger, en="marketplace", vi="sàn"),
    col("seller_id", BigInteger, en="who sold it; -1 is unknown", vi="người bán; -1 là chưa rõ"),
    col("seller_key", BigInteger, en="version of the seller on that night", vi="phiên bản của người bán đêm đó"),
    col("province_id", SmallInteger, en="territory of the seller; -1 is unknown",
        vi="địa bàn của người bán; -1 là chưa rõ"),
    col("price_vnd", BigInteger, nullable=True, en="price, the lowest of its variants; empty when none is stated",
        vi="giá, thấp nhất trong các lựa chọn; trống nếu không nêu", unit="VND"),
    col("price_max_vnd", BigInteger, nullable=True, en="the highest of its variants, where they differ",
        vi="giá cao nhất trong các lựa chọn, nếu khác nhau", unit="VND"),
    col("list_price_vnd", BigInteger, nullable=True, en="price before the discount, where one is stated",
        vi="giá trước khi giảm, nếu có nêu", unit="VND"),
    col("price_text", Text, nullable=True, en="the price as given", vi="giá như sàn nêu"),
    col("list_price_text", Text, nullable=True, en="the price before the discount as given",
        vi="giá trước khi giảm như sàn nêu"),
    col("sold_count", BigInteger, nullable=True, en="sold since it was listed, by the marketplace's counter",
        vi="đã bán từ khi đăng, theo bộ đếm của sàn", unit="sale"),
    col("is_sold_lower_bound", Boolean, nullable=True, en="the counter was rounded (1k+): at least so many",
        vi="bộ đếm đã làm tròn (1k+): ít nhất chừng đó"),
    col("sold_text", Text, nullable=True, en="the counter as given", vi="bộ đếm như sàn nêu"),
    col("rating", Numeric(3, 2), nullable=True, en="mean of the buyers' ratings, 0 to 5",
        vi="điểm đánh giá trung bình, 0 đến 5"),
    col("reviews", BigInteger, nullable=True, en="ratings given", vi="số lượt đánh giá", unit="review"),
    col("variants", Integer, nullable=True, en="variants to choose from", vi="số lựa chọn", unit="variant"),
    col("query_ids", ARRAY(Integer), en="queries that found it that night, in order",
        vi="các câu tìm thấy nó đêm đó, theo thứ tự"),
    col("source_code", Text, en="source that the values are from", vi="nguồn của các giá trị"),
    col("sha256", Text, en="checksum of the page as received", vi="mã băm của trang nhận được"),
    col("record_path", Text, en="the record in that page: $.data[3]", vi="bản ghi trong trang đó: $.data[3]"),
    col("fetched_at", DateTime(timezone=True), en="when the page was fetched", vi="thời điểm lấy trang"),
    col("load_id", BigInteger, en="load that last changed the row", vi="lượt nạp thay đổi dòng này gần nhất"),
    CheckConstraint("price_vnd > 0", name="price_vnd"),
    CheckConstraint("price_max_vnd >= price_vnd", name="price_max_vnd"),
    CheckConstraint("list_price_vnd > 0", name="list_price_vnd"),
    CheckConstraint("sold_count >= 0", name="sold_count"),
    CheckConstraint("rating between 0 and 5", name="rating"),
    CheckConstraint("reviews >= 0", name="reviews"),
    CheckConstraint("variants >= 0", name="variants"),
    # a few bytes for each stretch of the table: nights are written one after another
    Index("ix_fact_listing_snapshot_date", "snapshot_date", postgresql_using="brin",
          postgresql_with={"pages_per_range": 32}),
    schema="warehouse",
    postgresql_partition_by="range (snapshot_date)",
    en="one listing on one night on which it was seen; a partition for each month, made by the loader",
    vi="một sản phẩm đăng bán trong một đêm thấy nó; mỗi tháng một phân vùng do bước nạp tạo",
)

# --- operations ------------------------------------------------------------------------------

load = table(
    "load",
    col("load_id", BigInteger, Identity(), primary_key=True, en="the load", vi="lượt nạp"),
    col("target", Text, en="fact table it feeds", vi="bảng đích"),
    col("report_date", Date, en="night it is for", vi="đêm của lượt nạp"),
    col("run_id", Text, en="Airflow run, or the command that asked", vi="lượt chạy Airflow hoặc lệnh"),
    col("reason", Text, nullable=True, en="why a person asked for it, empty for a night's own load",
        vi="vì sao có người yêu cầu nạp, trống nếu là lượt nạp của đêm"),
    col("rules_version", Text, en="version of the reading rules", vi="phiên bản bộ quy tắc đọc"),
    col("checks_version", Text, nullable=True, en="version of the checks and of the reference data",
        vi="phiên bản bộ kiểm tra và dữ liệu tham chiếu"),
    col("state", Text, en="staged, loaded, unchanged or failed", vi="trạng thái"),
    col("started_at", DateTime(timezone=True), server_default=text("now()"), en="start", vi="bắt đầu"),
    col("ended_at", DateTime(timezone=True), nullable=True, en="end", vi="kết thúc"),
    col("documents", Integer, server_default=text("0"), en="documents staged, or queries of marketplaces",
        vi="số văn bản, hoặc số câu tìm trên sàn", unit="document"),
    col("rows_staged", Integer, server_default=text("0"), en="rows staged: figures, or records of listings",
        vi="số dòng đã đưa vào: số liệu, hoặc bản ghi sản phẩm", unit="row"),
    col("rows_inserted", Integer, server_default=text("0"),
        en="rows of the target that the load wrote: statements added, snapshots added or changed",
        vi="số dòng của bảng đích do lượt nạp ghi: phát biểu thêm, ảnh chụp thêm hoặc đổi", unit="row"),
    col("rows_closed", Integer, server_default=text("0"),
        en="rows of the target that hold no longer: statements closed, snapshots withdrawn into quarantine",
        vi="số dòng của bảng đích không còn đúng: phát biểu đóng, ảnh chụp rút về quarantine", unit="row"),
    col("rows_quarantined", Integer, server_default=text("0"), en="staged rows held back",
        vi="số dòng bị giữ lại", unit="row"),
    col("error", Text, nullable=True, en="what went wrong", vi="lỗi"),
    one_of("state", ("staged", "loaded", "unchanged", "failed")),
    UniqueConstraint("run_id", "target"),
    schema="ops",
    en="one load of one target in one run",
    vi="một lượt nạp của một bảng đích trong một lượt chạy",
)

quality_result = table(
    "quality_result",
    col("quality_result_id", BigInteger, Identity(), primary_key=True, en="the result", vi="kết quả"),
    col("load_id", BigInteger, ForeignKey("ops.load.load_id"), en="load that was checked", vi="lượt nạp"),
    col("stage", Text, en="staging (before the merge), star (after) or mart", vi="bước kiểm tra"),
    col("expectation_code", Text, en="the check, as in expectations/", vi="mã kiểm tra"),
    col("severity", Text, en="critical, warning or info", vi="mức độ"),
    col("outcome", Text, en="passed, failed or crashed", vi="đạt, không đạt hoặc lỗi khi kiểm tra"),
    col("rows_checked", BigInteger, nullable=True, en="rows looked at", vi="số dòng kiểm tra", unit="row"),
    col("rows_failed", BigInteger, nullable=True, en="rows that fail", vi="số dòng không đạt", unit="row"),
    col("message_en", Text, en="what it says, in English", vi="thông điệp tiếng Anh"),
    col("message_vi", Text, en="what it says, in Vietnamese", vi="thông điệp tiếng Việt"),
    col("sample", JSONB, nullable=True, en="first rows that fail", vi="các dòng không đạt đầu tiên"),
    col("checked_at", DateTime(timezone=True), server_default=text("now()"), en="when", vi="thời điểm"),
    one_of("stage", ("staging", "star", "mart")),
    one_of("severity", ("critical", "warning", "info")),
    one_of("outcome", ("passed", "failed", "crashed")),
    UniqueConstraint("load_id", "stage", "expectation_code"),
    schema="ops",
    en="one expectation on one load",
    vi="một kiểm tra trên một lượt nạp",
)

source_state = table(
    "source_state",
    col("source_code", Text, primary_key=True, en="source in the configuration", vi="nguồn"),
    col("province_id", SmallInteger, nullable=True, en="province the source reports for; empty when it is not declared",
        vi="tỉnh của nguồn; trống nếu không khai"),
    col("marketplace_code", Text, nullable=True, en="marketplace that the source lists; empty for reports",
        vi="sàn của nguồn; trống với nguồn báo cáo"),
    col("kind", Text, en="how it is read: folder, object_store, portal, or the adapter of a marketplace",
        vi="loại nguồn: thư mục, kho đối tượng, cổng, hoặc bộ nối của một sàn"),
    col("location", Text, en="where it is", vi="vị trí"),
    col("owner", Text, en="who answers for it", vi="đầu mối"),
    col("cadence_days", SmallInteger, en="days within which it gives something new", vi="chu kỳ báo cáo", unit="day"),
    col("last_tried_on", Date, nullable=True, en="last night it was asked", vi="đêm hỏi gần nhất"),
    col("last_seen_on", Date, nullable=True, en="last night it answered", vi="đêm trả lời gần nhất"),
    col("last_changed_on", Date, nullable=True, en="last night it gave something new", vi="đêm có cái mới gần nhất"),
    col("documents", Integer, server_default=text("0"), en="documents it gave when it last answered",
        vi="số văn bản lần gần nhất", unit="document"),
    col("land_problem", Text, nullable=True, en="what went wrong when it was last fetched",
        vi="vấn đề ở lần lấy gần nhất"),
    col("read_problem", Text, nullable=True, en="what is wrong with the documents that it last gave",
        vi="vấn đề của các văn bản lấy được gần nhất"),
    col("problem", Text, Computed("coalesce(land_problem || E'\\n' || read_problem, land_problem, read_problem)"),
        nullable=True, en="what is wrong since, in plain words: both of the above", vi="vấn đề hiện tại: gồm cả hai"),
    schema="ops",
    en="what one source last gave, and when",
    vi="nguồn đưa gì gần nhất và khi nào",
)

crawl = table(
    "crawl",
    col("query_id", Integer, ForeignKey("warehouse.dim_crawl_query.query_id"), primary_key=True, autoincrement=False,
        en="the query", vi="câu tìm"),
    col("report_date", Date, primary_key=True, en="the night", vi="đêm"),
    col("source_code", Text, en="source that was asked", vi="nguồn được hỏi"),
    col("outcome", Text, en="complete, incomplete, blocked or failed: only a complete one tells what is gone",
        vi="đủ, thiếu, bị chặn hoặc hỏng: chỉ khi đủ mới biết sản phẩm nào không còn"),
    col("reason_vi", Text, nullable=True, en="why it is not complete, in Vietnamese", vi="vì sao không đủ, tiếng Việt"),
    col("reason_en", Text, nullable=True, en="why it is not complete, in English", vi="vì sao không đủ, tiếng Anh"),
    col("total_claimed", Integer, nullable=True, en="listings that there are, as the marketplace says",
        vi="tổng số do sàn nêu", unit="listing"),
    col("listings_found", Integer, en="different listings found", vi="số sản phẩm khác nhau thấy được", unit="listing"),
    col("pages", Integer, en="pages received", vi="số trang nhận được", unit="page"),
    col("records", Integer, en="records in them, repeated ones counted again",
        vi="số bản ghi trong đó, kể cả lặp", unit="record"),
    col("started_at", DateTime(timezone=True), nullable=True, en="when it began", vi="bắt đầu"),
    col("ended_at", DateTime(timezone=True), nullable=True, en="when it ended", vi="kết thúc"),
    col("evidence_sha256", Text, nullable=True, en="checksum of the page that stopped it, as received",
        vi="mã băm của trang chặn, như nhận được"),
    col("load_id", BigInteger, ForeignKey("ops.load.load_id"), en="load that last changed the row",
        vi="lượt nạp thay đổi dòng này gần nhất"),
    one_of("outcome", CRAWL_OUTCOMES),
    CheckConstraint("(outcome = 'complete') = (reason_vi is null) and (outcome = 'complete') = (reason_en is null)",
                    name="reason"),
    Index("ix_crawl_report_date", "report_date"),
    schema="ops",
    en="one query on one night: how completely it was answered",
    vi="một câu tìm trong một đêm: được trả lời đủ đến đâu",
)

source_field = table(
    "source_field",
    col("source_code", Text, primary_key=True, en="source", vi="nguồn"),
    col("field_path", Text, primary_key=True, en="the field in its records: seller.name",
        vi="trường trong bản ghi: seller.name"),
    col("state", Text, primary_key=True, en="unknown: new, not read yet; missing: declared, and not there",
        vi="unknown: trường mới, chưa đọc; missing: đã khai mà không thấy"),
    col("first_seen_on", Date, en="first night with it", vi="đêm đầu gặp"),
    col("last_seen_on", Date, en="last night with it", vi="đêm gần nhất gặp"),
    col("records", Integer, en="records with it on that last night", vi="số bản ghi gặp ở đêm gần nhất", unit="record"),
    col("example", Text, nullable=True, en="a value of it, or a record without it",
        vi="một giá trị, hoặc một bản ghi thiếu"),
    one_of("state", FIELD_STATES),
    schema="ops",
    en="one field in which a source's records drift from what is declared",
    vi="một trường mà bản ghi của nguồn lệch với khai báo",
)

applied_sql = table(
    "applied_sql",
    col("folder", Text, primary_key=True, en="folder of sql/ whose files make views and functions",
        vi="thư mục trong sql/ tạo khung nhìn và hàm"),
    col("sha256", Text, en="checksum of its files as they were last applied",
        vi="mã băm của các tệp ở lần áp dụng gần nhất"),
    col("applied_at", DateTime(timezone=True), server_default=text("now()"), en="when", vi="thời điểm"),
    schema="ops",
    en="one folder of views as last applied; they are made anew when a file changes",
    vi="một thư mục khung nhìn ở lần áp dụng gần nhất; được tạo lại khi tệp thay đổi",
)

document_seen = table(
    "document_seen",
    col("load_id", BigInteger, primary_key=True, autoincrement=False, en="load", vi="lượt nạp"),
    col("source_code", Text, primary_key=True, en="source", vi="nguồn"),
    col("document_name", Text, primary_key=True, en="name at its source", vi="tên tại nguồn"),
    col("document_url", Text, en="where it was fetched", vi="nơi lấy"),
    col("fetched_at", DateTime(timezone=True), en="when it was fetched", vi="thời điểm lấy"),
    col("sha256", Text, en="checksum", vi="mã băm"),
    Index(None, "source_code", "document_name"),
    schema="ops",
    en="one document that a source gave on the night of a load, new or not",
    vi="một văn bản nguồn đưa trong đêm của lượt nạp, mới hay không",
)

request_pace = table(
    "request_pace",
    col("host", Text, primary_key=True, en="host that is asked, with its port if it has one of its own",
        vi="máy chủ được hỏi, kèm cổng nếu có cổng riêng"),
    col("next_at", DateTime(timezone=True), en="when the turns given out so far are over",
        vi="thời điểm hết các lượt đã cấp"),
    schema="ops",
    en="how far the turns to ask one host are given out, by all tasks together",
    vi="các lượt hỏi một máy chủ đã cấp đến đâu, tính chung mọi tác vụ",
)

# --- staging and quarantine ------------------------------------------------------------------

staging_document = table(
    "document",
    col("load_id", BigInteger, primary_key=True, autoincrement=False, en="load", vi="lượt nạp"),
    col("source_code", Text, primary_key=True, en="source", vi="nguồn"),
    col("document_name", Text, primary_key=True, en="name at its source", vi="tên tại nguồn"),
    col("document_url", Text, en="where it was fetched", vi="nơi lấy"),
    col("fetched_at", Text, en="when it was fetched", vi="thời điểm lấy"),
    col("sha256", Text, en="checksum", vi="mã băm"),
    col("size_bytes", Text, en="size", vi="kích thước"),
    col("media_type", Text, en="type of the file", vi="loại tệp"),
    col("title", Text, nullable=True, en="title", vi="tiêu đề"),
    col("province_name", Text, nullable=True, en="province as read", vi="tỉnh như đọc được"),
    col("declared_province_name", Text, nullable=True, en="province that the source declares",
        vi="tỉnh do nguồn khai"),
    col("level", Text, en="level as read", vi="cấp như đọc được"),
    col("admin_basis", Text, en="code set as read", vi="bộ địa danh"),
    col("published_on", Text, nullable=True, en="printed date", vi="ngày in"),
    col("text", Text, en="the document's text (NFC)", vi="văn bản (NFC)"),
    schema="staging",
    prefixes=["unlogged"],
    en="one document that a load has to bring in, as read",
    vi="một văn bản lượt nạp phải đưa vào, như đọc được",
)

_STAGED = (
    ("statement_id", "statement, as in the fact", "phát biểu"),
    ("sha256", "checksum of its document", "mã băm văn bản"),
    ("indicator_code", "indicator", "chỉ tiêu"),
    ("value", "the figure", "giá trị"),
    ("star_code", "star rank; all when none is stated", "hạng sao"),
    ("kind", "actual or target", "thực hiện hoặc mục tiêu"),
    ("qualifier", "qualifier", "mức độ"),
    ("scope", "own or another scope", "phạm vi"),
    ("scope_name", "name of the other place", "tên nơi khác"),
    ("as_of", "moment", "thời điểm"),
    ("period_from", "start of the period", "đầu kỳ"),
    ("period_to", "end of the period", "cuối kỳ"),
    ("quote", "the words", "nguyên văn"),
    ("quote_start", "first character", "vị trí đầu"),
    ("quote_end", "first character after", "vị trí cuối"),
    ("rule", "rule that read it", "quy tắc"),
    ("confidence", "how sure", "độ tin cậy"),
    ("breakdown_id", "total and parts", "tổng và phần"),
    ("is_headline", "a total", "là tổng"),
    ("sentence", "the sentence around the quote", "câu chứa trích dẫn"),
    ("location", "the cell, or the place on a page", "ô hoặc chỗ trên trang"),
)

_STAGED_LISTING = (
    ("source_code", "source", "nguồn"),
    ("query_code", "query that found it", "câu tìm thấy nó"),
    ("page_name", "page of the query", "trang của câu tìm"),
    ("sha256", "checksum of the page", "mã băm của trang"),
    ("record_path", "the record in the page", "bản ghi trong trang"),
    ("fetched_at", "when the page was fetched (ISO, UTC)", "thời điểm lấy trang (ISO, UTC)"),
    ("marketplace_code", "marketplace", "sàn"),
    ("listing_code", "code of the listing", "mã sản phẩm đăng bán"),
    ("title", "title", "tiêu đề"),
    ("url", "its page", "trang sản phẩm"),
    ("category_code", "category", "mã ngành hàng"),
    ("category_name", "name of the category", "tên ngành hàng"),
    ("seller_code", "code of the seller", "mã người bán"),
    ("seller_name", "name of the seller", "tên người bán"),
    ("seller_location", "place of the seller", "nơi bán"),
    ("price_text", "price as given", "giá như nêu"),
    ("price_vnd", "price", "giá"),
    ("price_max_vnd", "highest price of its variants", "giá cao nhất trong các lựa chọn"),
    ("list_price_text", "price before the discount as given", "giá trước khi giảm như nêu"),
    ("list_price_vnd", "price before the discount", "giá trước khi giảm"),
    ("sold_text", "counter of sales as given", "bộ đếm đã bán như nêu"),
    ("sold_count", "counter of sales", "bộ đếm đã bán"),
    ("is_sold_lower_bound", "true when the counter was rounded down", "true nếu bộ đếm đã làm tròn xuống"),
    ("rating", "rating, 0 to 5", "điểm đánh giá, 0 đến 5"),
    ("reviews", "ratings given", "số lượt đánh giá"),
    ("variants", "variants to choose from", "số lựa chọn"),
    ("updated_at", "when it was changed at the marketplace (ISO, UTC)", "lúc sàn cập nhật (ISO, UTC)"),
    ("problems", "columns whose text could not be read, with commas; record: no record at all",
     "các cột không đọc được, cách nhau dấu phẩy; record: không phải bản ghi"),
    ("record", "the record as received, when there are problems", "bản ghi như nhận được, nếu có vấn đề"),
)
# fmt: on


def _staged_columns(staged: tuple[tuple[str, str, str], ...] = _STAGED) -> list[Column[Any]]:
    return [col(name, Text, nullable=True, en=en, vi=vi) for name, en, vi in staged]


def _held_columns() -> list[Column[Any]]:
    return [
        col("failed_expectations", ARRAY(Text), en="checks that it fails", vi="các kiểm tra không đạt"),
        col("quarantined_at", DateTime(timezone=True), server_default=text("now()"), en="when", vi="thời điểm"),
        col(
            "released_load_id",
            BigInteger,
            ForeignKey("ops.load.load_id"),
            nullable=True,
            en="load that settled it, empty while it is held",
            vi="lượt nạp giải quyết, trống nếu còn bị giữ",
        ),
        col(
            "released_at",
            DateTime(timezone=True),
            nullable=True,
            en="when it was settled",
            vi="thời điểm giải quyết",
        ),
    ]


# fmt: off
staging_province_indicator = table(
    "province_indicator",
    col("load_id", BigInteger, primary_key=True, autoincrement=False, en="load", vi="lượt nạp"),
    col("row_no", Integer, primary_key=True, autoincrement=False, en="row of the load", vi="dòng của lượt nạp"),
    *_staged_columns(),
    schema="staging",
    prefixes=["unlogged"],
    en="one figure of one load, as text",
    vi="một số liệu của một lượt nạp, dạng chữ",
)

quarantine_province_indicator = table(
    "province_indicator",
    col("quarantine_id", BigInteger, Identity(), primary_key=True, en="the row held back", vi="dòng bị giữ"),
    col("load_id", BigInteger, ForeignKey("ops.load.load_id"), en="load", vi="lượt nạp"),
    col("row_no", Integer, en="row of the load", vi="dòng của lượt nạp"),
    *_staged_columns(),
    *_held_columns(),
    col("released_reason", Text, nullable=True,
        en="loaded, held_again (by that load), read_otherwise (the rules no longer state it) or document_superseded",
        vi="đã nạp, lại bị giữ (ở lượt nạp đó), không còn đọc ra như vậy, hoặc văn bản đã có bản mới"),
    UniqueConstraint("load_id", "row_no"),
    one_of("released_reason", RELEASED_REASONS),
    CheckConstraint("num_nulls(released_load_id, released_at, released_reason) in (0, 3)", name="released"),
    Index("ix_quarantine_province_indicator_held", "sha256", postgresql_where=text("released_load_id is null")),
    schema="quarantine",
    en="one figure held back, with the checks that it fails",
    vi="một số liệu bị giữ lại, kèm các kiểm tra không đạt",
)

staging_listing_snapshot = table(
    "listing_snapshot",
    col("load_id", BigInteger, primary_key=True, autoincrement=False, en="load", vi="lượt nạp"),
    col("row_no", Integer, primary_key=True, autoincrement=False, en="row of the load", vi="dòng của lượt nạp"),
    *_staged_columns(_STAGED_LISTING),
    schema="staging",
    prefixes=["unlogged"],
    en="one record of one landed page of one load, as text; a listing found twice is there twice",
    vi="một bản ghi của một trang trong một lượt nạp, dạng chữ; sản phẩm thấy hai lần thì có hai dòng",
)

staging_crawl = table(
    "crawl",
    col("load_id", BigInteger, primary_key=True, autoincrement=False, en="load", vi="lượt nạp"),
    col("source_code", Text, primary_key=True, en="source", vi="nguồn"),
    col("query_code", Text, primary_key=True, en="query", vi="câu tìm"),
    col("marketplace_code", Text, en="marketplace", vi="sàn"),
    col("marketplace_name", Text, en="its name", vi="tên sàn"),
    col("outcome", Text, en="complete, incomplete, blocked or failed", vi="đủ, thiếu, bị chặn hoặc hỏng"),
    col("reason_vi", Text, nullable=True, en="why it is not complete", vi="vì sao không đủ"),
    col("reason_en", Text, nullable=True, en="why it is not complete", vi="vì sao không đủ (tiếng Anh)"),
    col("total_claimed", Text, nullable=True, en="listings that there are, as the marketplace says",
        vi="tổng số do sàn nêu"),
    col("listings_found", Text, nullable=True, en="different listings found", vi="số sản phẩm khác nhau thấy được"),
    col("pages", Text, nullable=True, en="pages received", vi="số trang nhận được"),
    col("records", Text, nullable=True, en="records in them", vi="số bản ghi trong đó"),
    col("started_at", Text, nullable=True, en="when it began", vi="bắt đầu"),
    col("ended_at", Text, nullable=True, en="when it ended", vi="kết thúc"),
    col("evidence_sha256", Text, nullable=True, en="checksum of the page that stopped it", vi="mã băm của trang chặn"),
    schema="staging",
    prefixes=["unlogged"],
    en="one query of one source on the night of the load",
    vi="một câu tìm của một nguồn trong đêm của lượt nạp",
)

quarantine_listing_snapshot = table(
    "listing_snapshot",
    col("quarantine_id", BigInteger, Identity(), primary_key=True, en="the row held back", vi="dòng bị giữ"),
    col("load_id", BigInteger, ForeignKey("ops.load.load_id"), en="load", vi="lượt nạp"),
    col("row_no", Integer, en="row of the load", vi="dòng của lượt nạp"),
    *_staged_columns(_STAGED_LISTING),
    *_held_columns(),
    col("released_reason", Text, nullable=True,
        en="loaded, held_again (by that load), read_otherwise (the rules no longer give it) or document_superseded (by "
           "a later night)",
        vi="đã nạp, lại bị giữ (ở lượt nạp đó), không còn đọc ra như vậy, hoặc đã có đêm sau"),
    UniqueConstraint("load_id", "row_no"),
    one_of("released_reason", RELEASED_REASONS),
    CheckConstraint("num_nulls(released_load_id, released_at, released_reason) in (0, 3)", name="released"),
    Index("ix_quarantine_listing_snapshot_held", "sha256", postgresql_where=text("released_load_id is null")),
    schema="quarantine",
    en="one record of a listing held back, with the checks that it fails",
    vi="một bản ghi sản phẩm đăng bán bị giữ lại, kèm các kiểm tra không đạt",
)

quarantine_accepted_figure = table(
    "accepted_figure",
    col("accepted_figure_id", BigInteger, Identity(), primary_key=True, en="the acceptance", vi="lần chấp nhận"),
    col("statement_id", Text, en="statement, as in the fact", vi="phát biểu, như trong bảng fact"),
    col("expectation_code", Text, en="check that doubts it", vi="kiểm tra còn ngờ"),
    *[
        col(name, Text, nullable=True, en=f"{en}, as the person saw it", vi=f"{vi}, như người duyệt đã thấy")
        for name, en, vi in _STAGED
        if name in ("value", "as_of", "period_from", "period_to")
    ],
    col("accepted_reason", Text, en="why a person let it in", vi="vì sao có người chấp nhận"),
    col("accepted_at", DateTime(timezone=True), server_default=text("now()"), en="when", vi="thời điểm chấp nhận"),
    UniqueConstraint(
        "statement_id", "expectation_code", "value", "as_of", "period_from", "period_to",
        name="uq_accepted_figure", postgresql_nulls_not_distinct=True,
    ),
    schema="quarantine",
    en="one figure that a person has accepted although a check doubts it; read otherwise, it is asked about again",
    vi="một số liệu có người đã chấp nhận dù kiểm tra còn ngờ; nếu đọc ra khác thì hỏi lại",
)

quarantine_document = table(
    "document",
    col("quarantine_document_id", BigInteger, Identity(), primary_key=True, en="the document held back",
        vi="văn bản bị giữ"),
    col("source_code", Text, en="source in the configuration", vi="nguồn trong tệp cấu hình"),
    col("document_name", Text, en="name at its source; the source's location when the whole listing is held",
        vi="tên tại nguồn; vị trí của nguồn nếu giữ cả danh mục"),
    col("sha256", Text, en="checksum of the bytes; of the names when the listing is held",
        vi="mã băm của tệp; của các tên nếu giữ danh mục"),
    col("document_url", Text, en="where it was fetched", vi="nơi lấy"),
    col("fetched_at", DateTime(timezone=True), en="when it was fetched", vi="thời điểm lấy"),
    col("size_bytes", BigInteger, en="size of the file", vi="kích thước tệp", unit="byte"),
    col("province_id", SmallInteger, en="province that it names, else that its source declares; -1 when neither does",
        vi="tỉnh nêu trong văn bản, nếu không thì tỉnh của nguồn; -1 nếu không rõ"),
    col("reason_code", Text, en="gate that it does not pass, as in expectations/documents.yaml",
        vi="cửa không qua, như trong expectations/documents.yaml"),
    col("message_vi", Text, en="what it says, in Vietnamese", vi="thông điệp tiếng Việt"),
    col("message_en", Text, en="what it says, in English", vi="thông điệp tiếng Anh"),
    col("counted", Integer, nullable=True, en="figures in it, or documents in the listing; empty when unreadable",
        vi="số liệu đọc được, hoặc số văn bản trong danh mục; trống nếu không đọc được"),
    col("counted_before", Integer, nullable=True, en="the same in its earlier version", vi="như trên ở bản trước"),
    col("rules_version", Text, en="version of the rules that read it", vi="phiên bản bộ quy tắc đọc"),
    col("first_seen_on", Date, en="first night with it", vi="đêm đầu gặp"),
    col("last_seen_on", Date, en="last night with it", vi="đêm gần nhất gặp"),
    col("quarantined_at", DateTime(timezone=True), server_default=text("now()"), en="when", vi="thời điểm"),
    col("state", Text,
        en="held; mended or accepted (the next load takes it); released (loaded); superseded (another version came)",
        vi="bị giữ; đã sửa hoặc được chấp nhận (lượt nạp sau sẽ lấy); đã nạp; đã có bản khác"),
    col("accepted_reason", Text, nullable=True, en="why a person let it in", vi="vì sao có người chấp nhận"),
    col("accepted_at", DateTime(timezone=True), nullable=True, en="when", vi="thời điểm chấp nhận"),
    col("released_load_id", BigInteger, ForeignKey("ops.load.load_id"), nullable=True, en="load that settled it",
        vi="lượt nạp giải quyết"),
    col("released_at", DateTime(timezone=True), nullable=True, en="when it was settled", vi="thời điểm giải quyết"),
    UniqueConstraint("source_code", "document_name", "sha256"),
    one_of("state", DOCUMENT_STATES),
    schema="quarantine",
    en="one document, or listing of a source, that was not loaded as a whole, and why",
    vi="một văn bản, hoặc danh mục của một nguồn, bị giữ lại toàn bộ, kèm lý do",
)
