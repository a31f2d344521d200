"""How reports speak: each sentence here is one manner of saying, with what must come out of it."""

import pytest
from statements import figures, of

CASES = {
    "a total with its ranks, producers and their kinds": (
        "Tính đến hết tháng 6/2023, toàn tỉnh Quảng Nam có 255 sản phẩm OCOP còn hiệu lực, trong đó có 3 sản "
        "phẩm 5 sao, "
        "43 sản phẩm 4 sao và 209 sản phẩm 3 sao của 167 chủ thể (65 HTX, 48 doanh nghiệp, 54 cơ sở, hộ kinh doanh).",
        [
            "certified_products 255",
            "certified_products 3 5",
            "certified_products 43 4",
            "certified_products 209 3",
            "producers 167",
            "producers_cooperative 65",
            "producers_enterprise 48",
            "producers_household 54",
        ],
    ),
    "the rank before the number, with and without a noun": (
        "Toàn tỉnh Thái Nguyên có 411 sản phẩm OCOP. Trong đó: 5 sao có 2 sản phẩm; 4 sao có 87; 3 sao có 322.",
        ["certified_products 411", "certified_products 2 5", "certified_products 87 4", "certified_products 322 3"],
    ),
    "new ones raise the total": (
        "Từ đầu năm đến nay, tỉnh Cao Bằng có 68 sản phẩm được cấp giấy chứng nhận OCOP, nâng tổng số lên 144 "
        "sản phẩm.",
        ["newly_recognised_products 68", "certified_products 144"],
    ),
    "a round: judged, passed, failed": (
        "Hội đồng OCOP tỉnh Kon Tum đánh giá 35 sản phẩm của 22 chủ thể. Kết quả, có 31 sản phẩm đạt từ 3 sao "
        "trở lên "
        "(26 sản phẩm 3 sao, 5 sản phẩm 4 sao); 4 sản phẩm không đạt.",
        [
            "evaluated_products 35",
            "producers 22",
            "newly_recognised_products 31 3+",
            "newly_recognised_products 26 3",
            "newly_recognised_products 5 4",
        ],
    ),
    "recognised in a year, against the plan": (
        "Năm 2024 toàn tỉnh Thanh Hóa có 101 sản phẩm được công nhận, đạt 168% kế hoạch; 22 sản phẩm đã bị thu hồi.",
        ["newly_recognised_products 101", "plan_completion_pct 168", "revoked_products 22"],
    ),
    "done and planned around a slash": (
        "Năm 2025 tỉnh Lào Cai công nhận mới 62/54 sản phẩm.",
        ["newly_recognised_products 62", "target_new_products 54 target"],
    ),
    "lapsed in spite of their recognition": (
        "Tỉnh Quảng Bình có 26 sản phẩm OCOP được đánh giá, công nhận từ năm 2020 và 2021 đã hết thời hạn công nhận.",
        ["expired_products 26"],
    ),
    "a share in brackets does not cut the words off": (
        "Tỉnh Sơn La có 27/151 sản phẩm (chiếm 17,9%) đã hết hạn.",
        ["expired_products 27"],
    ),
    "raised in rank and assessed again": (
        "Năm 2024 tỉnh Tây Ninh có 9 sản phẩm được công nhận lại, nâng hạng 2 sản phẩm lên 4 sao.",
        ["reassessed_products 9", "upgraded_products 2 4"],
    ),
    "put forward to the centre": (
        "Hội đồng tỉnh Kon Tum đề nghị Trung ương công nhận 2 sản phẩm đạt 5 sao.",
        ["nominated_5star_products 2 potential_5"],
    ),
    "more than before": (
        "Tỉnh Đắk Nông có 66 sản phẩm OCOP, tăng 20 sản phẩm so với năm 2021.",
        ["certified_products 66", "certified_products_increase 20"],
    ),
    "a series over the years": (
        "Số sản phẩm đăng ký ở tỉnh Lai Châu qua các năm: năm 2021 là 12 sản phẩm, sang năm 2022 là 48 sản phẩm.",
        ["registered_products 12", "registered_products 48"],
    ),
    "plans of every kind": (
        "Năm 2024, tỉnh Hải Dương phấn đấu có thêm từ 35 - 40 sản phẩm, đánh giá lại 38 sản phẩm hết hạn, nâng "
        "hạng ít nhất "
        "5 sản phẩm, để tổng số đạt trên 350 sản phẩm.",
        [
            "target_new_products 35 target range_low",
            "target_new_products 40 target range_high",
            "target_reassessed_products 38 target",
            "target_upgraded_products 5 target at_least",
            "target_products 350 target above",
        ],
    ),
    "a list under a heading of plans": (
        "Mục tiêu đến năm 2025 của tỉnh Quảng Trị:\n- Có 350 sản phẩm đạt 3 sao trở lên;\n- 40% chủ thể OCOP là "
        "hợp tác xã.\n"
        "Đến nay tỉnh Quảng Trị có 115 sản phẩm OCOP.",
        ["target_products 350 3+ target", "producers_cooperative_pct 40 target", "certified_products 115"],
    ),
    "growth and shares": (
        "Tỉnh Hà Nam: 35% chủ thể OCOP là HTX, 28% là doanh nghiệp; 85% sản phẩm đã lên sàn thương mại điện tử; "
        "doanh thu tăng "
        "15 - 20%; giá bán tăng 10%.",
        [
            "producers_cooperative_pct 35",
            "producers_enterprise_pct 28",
            "products_on_ecommerce_pct 85",
            "revenue_growth_pct_low 15",
            "revenue_growth_pct_high 20",
            "price_growth_pct 10",
        ],
    ),
    "courses, people, money": (
        "Ngành nông nghiệp tỉnh Sơn La mở 12 lớp tập huấn OCOP cho 650 lượt người, kinh phí thực hiện gần 3,2 tỷ đồng.",
        ["training_events 12", "trained_people 650", "budget_vnd 3.2e+09 below"],
    ),
    "what a report counts besides": (
        "Tỉnh Bến Tre có 139/142 xã đạt chuẩn, 500 sản phẩm được trưng bày tại hội chợ; nhóm thực phẩm có 62 "
        "sản phẩm, mỗi "
        "năm thêm 20 sản phẩm, điểm bình quân 92,4.",
        [],
    ),
    "the name of the programme counts nothing": ("Chương trình mỗi xã một sản phẩm ở tỉnh Bến Tre sang năm thứ 5.", []),
    "the goods named aside": (
        "Năm 2020, ba sản phẩm, dẫn đầu là bánh đậu xanh, được tỉnh Hải Dương gửi lên Trung ương đề nghị xét 5 sao.",
        ["nominated_5star_products 3 potential_5"],
    ),
    "numbers before their nouns": (
        "Kết quả OCOP của tỉnh Hòa Bình năm 2024\n36: sản phẩm được công nhận mới\n29: chủ thể\n04: sản phẩm hết hạn "
        "được công nhận lại",
        ["newly_recognised_products 36", "producers 29", "reassessed_products 4"],
    ),
    "some of them": (
        "Tỉnh Tây Ninh trao giấy chứng nhận OCOP đợt 2 năm 2025 cho 44 sản phẩm; 9 trong số đó là hạng 4 sao.",
        ["certificates_awarded 44", "certificates_awarded 9 4"],
    ),
    "some of the producers": (
        "Tỉnh Nam Định có 90 chủ thể OCOP; 42 trong số đó là HTX.",
        ["producers 90", "producers_cooperative 42"],
    ),
    "ranks given to so many": (
        "Riêng năm 2021, tỉnh Phú Yên công nhận 3 sao cho 41 sản phẩm, 4 sao cho 3 sản phẩm.",
        ["newly_recognised_products 41 3", "newly_recognised_products 3 4"],
    ),
    "products that stop at a rank": (
        "Tới tháng 8/2022, tỉnh Lai Châu có 132 sản phẩm OCOP. Phần đông, cụ thể 110 sản phẩm, dừng ở mức 3 sao.",
        ["certified_products 132", "certified_products 110 3"],
    ),
    "how much of a plan, told behind it": (
        "Gộp cả đợt 1, trong năm 2023 tỉnh Điện Biên công nhận 29 sản phẩm OCOP, so với chỉ tiêu giao "
        "20 sản phẩm đạt 145%.",
        ["newly_recognised_products 29", "target_new_products 20 target", "plan_completion_pct 145"],
    ),
    "a table of two columns": (
        "Sản phẩm OCOP còn hiệu lực của tỉnh Hà Giang\n\nXếp hạng | Số sản phẩm\n5 sao | 2\n4 sao | "
        "61\n3 sao | 233\nCộng | 296",
        ["certified_products 2 5", "certified_products 61 4", "certified_products 233 3", "certified_products 296"],
    ),
    "valid into a year to come is valid now": (
        "5/3/2024 - Tỉnh Nam Định có 120 sản phẩm OCOP còn hiệu lực đến năm 2026.",
        ["certified_products 120"],
    ),
    "an office's advice is no plan": (
        "Năm 2024, Sở Nông nghiệp tỉnh Nam Định tham mưu Hội đồng công nhận mới 45 sản phẩm OCOP.",
        ["newly_recognised_products 45"],
    ),
    "a plan that was carried out": (
        "UBND tỉnh Hưng Yên\n4. Kế hoạch hỗ trợ đã thực hiện. Toàn tỉnh có 120 sản phẩm OCOP được công nhận.",
        ["certified_products 120"],
    ),
    "a numbered heading counts nothing": (
        "UBND tỉnh Nam Định\n1: Sản phẩm OCOP của tỉnh\nToàn tỉnh có 30 sản phẩm OCOP.",
        ["certified_products 30"],
    ),
    "a table of contents": (
        "MỤC LỤC\nI. Sản phẩm OCOP\t3\nII. Chủ thể OCOP\t12\nIII. Sản phẩm hết hạn\t20\n\nTỉnh Nam Định "
        "có 30 sản phẩm OCOP.",
        ["certified_products 30"],
    ),
    "ranks with a leading zero": (
        "Tỉnh Điện Biên có 17 sản phẩm OCOP, trong đó hạng 03 sao 14 sản phẩm, hạng 04 sao 03 sản phẩm.",
        ["certified_products 17", "certified_products 14 3", "certified_products 3 4"],
    ),
    "a comma between the rank and its number": (
        "Tỉnh Sóc Trăng có 231 sản phẩm OCOP. Đông nhất vẫn là 3 sao, 190 sản phẩm; 4 sao có 38; còn 5 sao, niềm vui "
        "hiếm hoi, ba sản phẩm.",
        ["certified_products 231", "certified_products 190 3", "certified_products 38 4", "certified_products 3 5"],
    ),
    "a number that the title has told": (
        "Kon Tum: thêm 36 sản phẩm OCOP\n\nBa mươi sáu sản phẩm, phần lớn từ sâm và cà phê, của 25 chủ "
        "thể; 30 sản phẩm "
        "xếp 3 sao, 6 sản phẩm xếp 4 sao.",
        [
            "newly_recognised_products 36",
            "producers 25",
            "newly_recognised_products 30 3",
            "newly_recognised_products 6 4",
        ],
    ),
    "the verb before its subject": (
        "Đã quá hạn mà chưa ai làm lại hồ sơ, theo Chi cục Phát triển nông thôn tỉnh Lai Châu, là 9 sản phẩm OCOP.",
        ["expired_products 9"],
    ),
    "taken off the list because they ran out": (
        "Tỉnh Hà Nam đưa ra khỏi danh mục 12 sản phẩm OCOP đã hết hạn.",
        ["expired_products 12"],
    ),
    "judged on more than ninety points": (
        "Năm 2023, tỉnh Hà Nam có hai sản phẩm được hội đồng chấm trên 90 điểm, đã trình Trung ương xét "
        "công nhận 5 sao.",
        ["nominated_5star_products 2 potential_5"],
    ),
    "a plan in the words of a wish": (
        "18/3/2024 - Tỉnh Hậu Giang hiện có 314 sản phẩm OCOP. Đến năm 2025, lũy kế đạt 400 sản phẩm OCOP.",
        ["certified_products 314", "target_products 400 target"],
    ),
    "a numbered line of tasks": (
        "Sở Nông nghiệp tỉnh Lai Châu báo cáo.\n3. Nhiệm vụ năm 2026. Công nhận mới 15 sản phẩm OCOP; đánh giá lại 20 "
        "sản phẩm hết hạn.",
        ["target_new_products 15 target", "target_reassessed_products 20 target"],
    ),
    "recognised of those that were judged": (
        "Sáu tháng đầu năm 2023, tỉnh Bình Thuận đánh giá 24 sản phẩm OCOP, trong đó được công nhận 19.",
        ["evaluated_products 24", "newly_recognised_products 19"],
    ),
    "later as many": (
        "Cuối năm 2022, tỉnh Hưng Yên có 181 sản phẩm OCOP; đến ngày 31/8/2023 thì đã là 214.",
        ["certified_products 181", "certified_products 214"],
    ),
    "shares in many words": (
        "Tỉnh Quảng Nam có 66 chủ thể OCOP. Phần đông là HTX, chiếm 37,9%; hộ kinh doanh chiếm 34,5%; doanh nghiệp mới "
        "19%.",
        [
            "producers 66",
            "producers_cooperative_pct 37.9",
            "producers_household_pct 34.5",
            "producers_enterprise_pct 19",
        ],
    ),
    "a share around a bracket": (
        "Hiện 61,2% số sản phẩm OCOP của tỉnh Kiên Giang (142 sản phẩm) đã lên sàn thương mại điện tử.",
        ["products_on_ecommerce_pct 61.2", "products_on_ecommerce 142"],
    ),
    "the growth of what is named last": (
        "Tỉnh Quảng Ninh không đếm doanh số ngày hội mà đếm hợp đồng: hợp đồng liên kết của các chủ thể "
        "OCOP tăng từ 12 "
        "đến 18%.",
        ["linkage_contracts_growth_pct_low 12", "linkage_contracts_growth_pct_high 18"],
    ),
    "villages of a trade are no producers": ("Tỉnh Thái Bình hiện có 141 làng nghề.", []),
    "as many courses for so many": (
        "Tập huấn OCOP của tỉnh Khánh Hòa: 12 lớp/640 lượt người.",
        ["training_events 12", "trained_people 640"],
    ),
    "three stars and more, said by their lower end": (
        "Tỉnh Hà Giang có 249 sản phẩm OCOP đạt từ 3 sao: 40 sản phẩm 4 sao, 209 sản phẩm 3 sao.",
        ["certified_products 249 3+", "certified_products 40 4", "certified_products 209 3"],
    ),
    "producers counted as units of a kind": (
        "Tỉnh Bắc Kạn có 181 sản phẩm OCOP của 112 chủ thể, hợp tác xã giữ vai trò nòng cốt với 84 đơn vị.",
        ["certified_products 181", "producers 112", "producers_cooperative 84"],
    ),
    "recognised by the centre, not put to it": (
        "Tỉnh Phú Thọ có 658 sản phẩm OCOP, 5 sản phẩm được trung ương gắn 5 sao.",
        ["certified_products 658", "certified_products 5 5"],
    ),
    "a plan that is only looked back at": (
        "Năm 2025, thành phố Hải Phòng công nhận 128 sản phẩm OCOP, trong khi kế hoạch là 100 sản phẩm, tức đạt 128%.",
        ["newly_recognised_products 128", "target_new_products 100 target", "plan_completion_pct 128"],
    ),
    "a plan in brackets behind its share": (
        "Năm 2025, tỉnh An Giang công nhận mới 61 sản phẩm OCOP, đạt 67,8% kế hoạch cả năm (90 sản phẩm).",
        ["newly_recognised_products 61", "plan_completion_pct 67.8", "target_new_products 90 target"],
    ),
    "what a plan came to": (
        "Tỉnh Hà Tĩnh: chỉ tiêu năm 2023 là 50 sản phẩm mới, kết quả thực tế 58.",
        ["target_new_products 50 target", "newly_recognised_products 58"],
    ),
    "a number right behind a year": (
        "Tỉnh Đắk Lắk hiện có 264 sản phẩm OCOP, nhiều hơn năm 2023 tới 74 sản phẩm.",
        ["certified_products 264", "certified_products_increase 74"],
    ),
    "a plan that was not reached": (
        "Năm 2024, Đắk Nông công nhận 17 sản phẩm OCOP, chưa đạt kế hoạch 20 sản phẩm đã giao (bằng 85%).",
        ["newly_recognised_products 17", "target_new_products 20 target", "plan_completion_pct 85"],
    ),
    "new ones, though said to be standardised": (
        "Năm 2021, tỉnh Hà Giang được giao chuẩn hóa ít nhất 35 sản phẩm OCOP mới.",
        ["target_new_products 35 target at_least"],
    ),
    "judged first, and then the outcome": (
        "Năm 2025, hội đồng tỉnh Trà Vinh phân hạng 39 sản phẩm, kết quả 36 sản phẩm được công nhận OCOP.",
        ["evaluated_products 39", "newly_recognised_products 36"],
    ),
    "so many of those judged": (
        "Đợt 2 năm 2022, hội đồng tỉnh Hòa Bình thông qua 24/27 sản phẩm OCOP.",
        ["newly_recognised_products 24", "evaluated_products 27"],
    ),
    "the parts of a total said again": (
        "Cuối tháng 8/2023, Tuyên Quang còn 194 sản phẩm OCOP trong thời hạn; tỉnh đã từng cấp giấy cho "
        "230 sản phẩm.\n\nTrong 194 sản phẩm hợp lệ, hạng 3 sao có 158 sản phẩm, hạng 4 sao có 35 sản "
        "phẩm, thêm 1 sản phẩm đang đợi trung ương phân hạng 5 sao.",
        [
            "certified_products 194",
            "certified_products_cumulative 230",
            "certified_products 158 3",
            "certified_products 35 4",
            "certified_products 1 potential_5",
        ],
    ),
    "the ranks of those still valid": (
        "Tỉnh Bắc Kạn có 181 sản phẩm OCOP còn giá trị; 37 sản phẩm quá hạn. Trong số còn giá trị, hạng "
        "5 sao có 2 sản phẩm, hạng 4 sao có 20 sản phẩm.",
        ["certified_products 181", "expired_products 37", "certified_products 2 5", "certified_products 20 4"],
    ),
    "helped to register a brand": (
        "Năm 2023, tỉnh Cao Bằng giúp 12 sản phẩm OCOP đăng ký bảo hộ nhãn hiệu.",
        ["supported_ip 12"],
    ),
    "shown for sale online": (
        "Tỉnh Sóc Trăng có 171 sản phẩm OCOP được bày bán trên các sàn thương mại điện tử.",
        ["products_on_ecommerce 171"],
    ),
    "growth in other words": (
        "Các chủ thể OCOP ở Sóc Trăng có doanh thu nhích lên 15 - 25%, giá bán nhỉnh hơn 8%.",
        ["revenue_growth_pct_low 15", "revenue_growth_pct_high 25", "price_growth_pct 8"],
    ),
    "only a person's growth": (
        "Doanh thu của chị Hoa, chủ cơ sở OCOP ở Sóc Trăng, tăng 30%.",
        [],
    ),
    "a rank behind what it became": (
        "Năm 2021, Lai Châu phấn đấu đưa 2 sản phẩm 4 sao chạm tới 5 sao.",
        ["target_upgraded_products 2 5 target"],
    ),
    "first recognised, though said to rise": (
        "UBND tỉnh Đắk Nông công nhận 21 sản phẩm OCOP năm 2020: 2 sản phẩm lên 4 sao, 19 sản phẩm nhận 3 sao.",
        ["newly_recognised_products 21", "newly_recognised_products 2 4", "newly_recognised_products 19 3"],
    ),
    "points, not ranks": (
        "Quy định OCOP: 3 sao từ 50 đến dưới 70 điểm, 4 sao từ 70 đến dưới 90 điểm.",
        [],
    ),
    "a label of what ran out": (
        "Công văn của Kon Tum nêu hai mốc hết hiệu lực giấy chứng nhận OCOP: ngày 15/7/2024 với 12 sản "
        "phẩm của 8 chủ thể; tháng 12/2024 với 21 sản phẩm.",
        ["expired_products 12", "producers 8", "expired_products 21"],
    ),
    "a title that rounds up": (
        "Gần 7.850 sản phẩm OCOP trên toàn quốc\n\nĐến hết tháng 6/2022, cả nước công nhận 7.846 sản phẩm "
        "OCOP từ 3 sao trở lên.",
        ["certified_products 7846 3+"],
    ),
    "a share in brackets": (
        "Tỉnh Bắc Ninh có 76 sản phẩm OCOP (77,6%) đã có gian hàng trên sàn thương mại điện tử.",
        ["products_on_ecommerce 76", "products_on_ecommerce_pct 77.6"],
    ),
    "the rest of a kind in brackets": (
        "Tỉnh Hà Giang có 126 chủ thể OCOP, quá nửa (68) là hợp tác xã.",
        ["producers 126", "producers_cooperative 68"],
    ),
    "a series with thì": (
        "Ở Ninh Thuận, nếu năm 2020 mới có 42 sản phẩm OCOP đăng ký tham gia thì năm 2021 đã là 58 sản phẩm.",
        ["registered_products 42", "registered_products 58"],
    ),
    "a purpose is no plan": (
        "Mục đích của hội nghị là trao giấy chứng nhận cho 40 sản phẩm OCOP của tỉnh Hà Tĩnh.",
        ["certificates_awarded 40"],
    ),
    "what makers have promised is no plan": (
        "Tỉnh Hà Tĩnh ký cam kết với các chủ thể, toàn tỉnh có 300 sản phẩm OCOP.",
        ["certified_products 300"],
    ),
    "a programme issued before what was done": (
        "Tỉnh Hà Tĩnh ban hành đề án OCOP từ năm 2018. Hơn 300 sản phẩm đã được công nhận 3 sao trở lên.",
        ["certified_products 300 3+ above"],
    ),
    "dossiers that are complete are not recognised": (
        "Tỉnh Hà Tĩnh nhận 45 hồ sơ hợp lệ dự thi OCOP năm 2024.",
        ["registered_products 45"],
    ),
    "a council that adopts a resolution": (
        "HĐND tỉnh Hà Tĩnh thông qua nghị quyết hỗ trợ 40 sản phẩm OCOP.",
        ["certified_products 40"],
    ),
    "a part of all there are": (
        "Năm 2024 tỉnh Hà Tĩnh công nhận 40/200 sản phẩm OCOP của cả tỉnh.",
        ["newly_recognised_products 40"],
    ),
    "a province that is called a unit": (
        "Tỉnh Hà Tĩnh là đơn vị có 300 sản phẩm OCOP, đứng thứ hai.",
        ["certified_products 300"],
    ),
    "the interest of a loan is no profit": ("Lãi suất vay của chủ thể OCOP tỉnh Hà Tĩnh tăng 2%.", []),
    "how many rose in rank": (
        "Trong năm 2024, tỉnh Thái Bình có 34 sản phẩm OCOP công nhận mới, 5 sản phẩm lên hạng.",
        ["newly_recognised_products 34", "upgraded_products 5"],
    ),
    "certificates that makers received": (
        "Chiều qua tại Bến Tre, 18 sản phẩm OCOP của 15 chủ thể được nhận giấy chứng nhận.",
        ["certificates_awarded 18", "producers 15"],
    ),
    "what a province grew by in a year": (
        "Tỉnh Bắc Giang có 305 sản phẩm OCOP. Cả năm 2023, tỉnh tăng được 42 sản phẩm.",
        ["certified_products 305", "certified_products_increase 42"],
    ),
    "how many are new to the list": (
        "Tỉnh Hậu Giang có 210 sản phẩm OCOP. Năm 2023, số mới vào danh sách là 37.",
        ["certified_products 210", "newly_recognised_products 37"],
    ),
    "supports in a list": (
        "Tỉnh Tiền Giang hỗ trợ 12 sản phẩm OCOP xây dựng website; 30 sản phẩm được in bao bì; 9 sản phẩm được "
        "chứng nhận chất lượng.",
        ["supported_website_ecommerce 12", "supported_packaging 30", "supported_quality 9"],
    ),
    "papers and people in the passive": (
        "Tỉnh Hà Nam có 90 sản phẩm OCOP; 2.000 tờ rơi được cấp phát; 350 bà con được tập huấn.",
        ["certified_products 90", "training_materials 2000", "trained_people 350"],
    ),
    "a number that reaches a mark": (
        "Tỉnh Lai Châu có 190 sản phẩm OCOP. Đến năm 2026, tổng số sản phẩm kỳ vọng chạm mốc 260.",
        ["certified_products 190", "target_products 260 target"],
    ),
    "rounds in brackets beside the plan": (
        "Năm 2023, hai kỳ chấm mang về cho tỉnh Yên Bái thêm 61 sản phẩm OCOP (kỳ một: 25; kỳ hai: 36), trong "
        "khi chỉ tiêu giao chỉ là 50.",
        [
            "newly_recognised_products 61",
            "newly_recognised_products 25",
            "newly_recognised_products 36",
            "target_new_products 50 target",
        ],
    ),
    "a share of what was set": (
        "Năm 2022, tỉnh Phú Yên công nhận được 66 sản phẩm OCOP, bằng 132% mức 50 sản phẩm đề ra đầu năm.",
        ["newly_recognised_products 66", "plan_completion_pct 132", "target_new_products 50 target"],
    ),
    "a share of a plan with its number": (
        "Năm 2021, tỉnh Phú Yên công nhận 48 sản phẩm OCOP, đạt 120% so với kế hoạch 40 sản phẩm.",
        ["newly_recognised_products 48", "plan_completion_pct 120", "target_new_products 40 target"],
    ),
    "in brackets what is there, outside what is planned": (
        "Đến cuối năm 2025, tỉnh Kon Tum phấn đấu có 400 sản phẩm OCOP (đầu năm mới có 330 sản phẩm), nâng 6 sản "
        "phẩm lên 4 sao.",
        ["target_products 400 target", "certified_products 330", "target_upgraded_products 6 4 target"],
    ),
    "dossiers sent to the ministry": (
        "Tỉnh Lâm Đồng vừa gửi 3 hồ sơ ra Bộ, đề nghị đánh giá 5 sao.",
        ["nominated_5star_products 3 potential_5"],
    ),
    "a decision that gives stars": (
        "Quyết định số 214/QĐ-UBND của UBND tỉnh Hòa Bình gắn 4 sao cho 19 sản phẩm OCOP.",
        ["newly_recognised_products 19 4"],
    ),
    "what some call a product": (
        "Năm 2024, danh sách OCOP của tỉnh Bạc Liêu thêm 33 cái tên nữa, với 29 sản phẩm ba sao, 4 sản phẩm bốn sao.",
        ["newly_recognised_products 33", "newly_recognised_products 29 3", "newly_recognised_products 4 4"],
    ),
    "what passed, without a noun": (
        "Kỳ chấm OCOP năm 2022 của tỉnh Sơn La nhận 58 sản phẩm dự thi, 44 vượt ngưỡng 50 điểm.",
        ["registered_products 58", "newly_recognised_products 44"],
    ),
    "judged and enough, in a list": (
        "Hội đồng tỉnh Bắc Ninh chấm đợt 2 năm 2023: trình 36 sản phẩm, đủ chuẩn 33.",
        ["evaluated_products 36", "newly_recognised_products 33"],
    ),
    "a part out of a whole": (
        "Đến nay 48 trong tổng số 60 sản phẩm OCOP của tỉnh Lai Châu đã lên sàn thương mại điện tử.",
        ["products_on_ecommerce 48", "certified_products 60"],
    ),
    "the larger part in brackets with its rank": (
        "Năm 2023, tỉnh Hưng Yên công nhận thêm 29 sản phẩm OCOP, phần lớn (25) ở hạng 3 sao.",
        ["newly_recognised_products 29", "newly_recognised_products 25 3"],
    ),
    "what is left keeps its star": (
        "Tỉnh Hà Giang từng xếp hạng cho 290 sản phẩm OCOP; trừ 40 sản phẩm quá hạn, còn 250 sản phẩm giữ được sao.",
        ["certified_products_cumulative 290", "expired_products 40", "certified_products 250"],
    ),
    "a stock after a round": (
        "Sau đợt phân hạng vừa khép lại, tỉnh Lào Cai sở hữu 180 sản phẩm OCOP.",
        ["certified_products 180"],
    ),
    "from few to many": (
        "Từ chỗ vỏn vẹn 52 sản phẩm hồi cuối năm 2019, tỉnh Hà Giang đến nay nâng lên 248 sản phẩm OCOP được "
        "chứng nhận.",
        ["certified_products 52", "certified_products 248"],
    ),
    "the total that was raised is no rise in rank": (
        "Tổng số sản phẩm OCOP của tỉnh Lạng Sơn được nâng lên 218 sản phẩm.",
        ["certified_products 218"],
    ),
    "a share of the nation with its number": (
        "Tỉnh Sơn La có 210 sản phẩm OCOP, bằng khoảng 1,2% tổng số hơn 17.500 sản phẩm của cả nước.",
        ["certified_products 210", "national_share_pct 1.2 about", "certified_products 17500 above @national CẢ NƯỚC"],
    ),
    "how much of the plan, without its number": (
        "Tỉnh Yên Bái có 260 sản phẩm OCOP. Kế hoạch năm 2022 như vậy về đích sớm, đạt 106,7%.",
        ["certified_products 260", "plan_completion_pct 106.7"],
    ),
    "a share beside what is online": (
        "Tỉnh Đắk Nông: đã lên sàn thương mại điện tử 96 sản phẩm OCOP, tương đương 64%.",
        ["products_on_ecommerce 96", "products_on_ecommerce_pct 64"],
    ),
    "helps one after another": (
        "Tỉnh Phú Yên giúp 21 sản phẩm OCOP thiết kế bao bì, 13 sản phẩm mua sắm máy móc, 8 sản phẩm lấy chứng "
        "nhận chất lượng.",
        ["supported_packaging 21", "supported_equipment 13", "supported_quality 8"],
    ),
    "verbs before numbers, the noun at the end": (
        "Chỉ tiêu giao tỉnh Phú Thọ năm 2026: công nhận mới 60, đánh giá lại 85 sản phẩm OCOP.",
        ["target_new_products 60 target", "target_reassessed_products 85 target"],
    ),
    "a plan told of a project": (
        "Tỉnh Bắc Kạn có 131 sản phẩm OCOP. So với mục tiêu của Đề án 2018 - 2020 là 100 sản phẩm, Bắc Kạn đã đi xa.",
        ["certified_products 131", "target_products 100 target"],
    ),
    "an order as a plan": (
        "Tỉnh Trà Vinh giao việc cho chương trình OCOP năm 2021: phát triển mới ít nhất 35 sản phẩm.",
        ["target_new_products 35 target at_least"],
    ),
    "put forward by the judges": (
        "Hội đồng tỉnh Hải Dương chấm 74 sản phẩm OCOP. Có 68 sản phẩm được đề nghị UBND tỉnh công nhận.",
        ["evaluated_products 74", "evaluated_products 68"],
    ),
    "sent up to be judged": (
        "Kỳ năm 2021 ở tỉnh Hà Giang, trong 77 sản phẩm OCOP được các huyện gửi lên, 62 sản phẩm vượt qua.",
        ["evaluated_products 77", "newly_recognised_products 62"],
    ),
    "money behind its amount": (
        "Năm 2024, khoảng 6,2 tỷ đồng được huy động cho chương trình OCOP tỉnh Điện Biên.",
        ["budget_vnd 6.2e+09 about"],
    ),
    "shops and points of sale": (
        "Tỉnh Hà Tĩnh có trên 40 cửa hàng, điểm bán OCOP.",
        ["sales_points 40 above"],
    ),
    "how many makers there are in all": (
        "Tỉnh Trà Vinh có 368 sản phẩm OCOP. Chủ thể có cả thảy 205, hộ kinh doanh chiếm 58%.",
        ["certified_products 368", "producers 205", "producers_household_pct 58"],
    ),
    "the firm before, called they": (
        "Xưởng mè xửng ở phường An Cựu (Huế) bán 18 tấn kẹo. Năm 2023 họ có 2 sản phẩm OCOP 4 sao.",
        [],
    ),
    "what became of them, behind a bare number": (
        "Trong 218 sản phẩm tỉnh Bắc Kạn từng công nhận OCOP, 41 đã quá hạn 36 tháng, chỉ còn 177 còn hiệu lực.",
        ["certified_products_cumulative 218", "expired_products 41", "certified_products 177"],
    ),
    "what was done, before a bare number in the next sentence": (
        "Năm 2019, tỉnh Phú Yên có 52 sản phẩm trình hội đồng đánh giá. Tỉnh công nhận 45: hạng 3 sao 38 sản "
        "phẩm, hạng 4 sao 7 sản phẩm.",
        [
            "evaluated_products 52",
            "newly_recognised_products 45",
            "newly_recognised_products 38 3",
            "newly_recognised_products 7 4",
        ],
    ),
    "ranks of a list, one by one": (
        "Tỉnh Tuyên Quang có 587 sản phẩm OCOP. Các hạng 3, 4, 5 sao lần lượt là 508, 76 và 3 sản phẩm.",
        ["certified_products 587", "certified_products 508 3", "certified_products 76 4", "certified_products 3 5"],
    ),
    "a plan in brackets": (
        "Năm 2024, tỉnh Thái Bình có 61 sản phẩm OCOP mới (kế hoạch: 40), đạt 152,5%.",
        ["newly_recognised_products 61", "target_new_products 40 target", "plan_completion_pct 152.5"],
    ),
    "what outdid the plan behind it": (
        "Năm 2022, cả tỉnh Cao Bằng làm được 35 sản phẩm OCOP, hơn chỉ tiêu 30 sản phẩm mà tỉnh giao.",
        ["newly_recognised_products 35", "target_new_products 30 target"],
    ),
    "valid, although others lapsed": (
        "Tỉnh Thái Bình đã công nhận 229 sản phẩm OCOP; không ít chứng nhận hết hạn nên số hiện còn giá trị là "
        "203 sản phẩm.",
        ["certified_products_cumulative 229", "certified_products 203"],
    ),
    "three stars that rose to four": (
        "Năm 2023, tỉnh Sóc Trăng có 15 sản phẩm 3 sao được đôn lên 4 sao, 2 sản phẩm 4 sao lên 5 sao.",
        ["upgraded_products 15 4", "upgraded_products 2 5"],
    ),
    "judged, of new and of old ones": (
        "Năm 2025, thành phố Hải Phòng phân hạng 88 sản phẩm OCOP, 64 sản phẩm trong đó là công nhận mới, 24 sản "
        "phẩm công nhận lại.",
        ["evaluated_products 88", "newly_recognised_products 64", "reassessed_products 24"],
    ),
    "most of the makers in brackets": (
        "Tỉnh Hà Giang có 201 sản phẩm OCOP của 128 chủ thể. Gần một nửa chủ thể (61) là hợp tác xã.",
        ["certified_products 201", "producers 128", "producers_cooperative 61"],
    ),
    "makers called owners": (
        "Tỉnh Thái Bình có 168 sản phẩm OCOP. Chủ nhân của chúng là 101 đơn vị.",
        ["certified_products 168", "producers 101"],
    ),
    "a share of goods is none of ranks": (
        "Tỉnh Phú Thọ có 625 sản phẩm đạt 3 - 5 sao, hơn 70% thuộc nhóm thực phẩm.",
        ["certified_products 625 3+"],
    ),
    "five in proportion are none": (
        "Cứ năm sản phẩm OCOP của Thái Bình thì bốn sản phẩm ở hạng 3 sao. Tỉnh có 212 sản phẩm OCOP.",
        ["certified_products 212"],
    ),
    "more by a comparison is no more than": (
        "Tỉnh Đắk Lắk: hợp đồng liên kết của chủ thể OCOP nhiều hơn 10 - 12%.",
        ["linkage_contracts_growth_pct_low 10", "linkage_contracts_growth_pct_high 12"],
    ),
    "a dash before ranks is no range": (
        "Tỉnh An Giang có 552 sản phẩm – 5 sao: 7; 4 sao: 109; 3 sao: 436.",
        ["certified_products 552", "certified_products 7 5", "certified_products 109 4", "certified_products 436 3"],
    ),
    "soon is not yet": (
        "Tỉnh Hòa Bình có 158 sản phẩm OCOP, sắp chạm mốc 160 sản phẩm.",
        ["certified_products 158"],
    ),
    "a plan that a resolution demands": (
        "Tỉnh Nam Định có 402 sản phẩm OCOP; nghị quyết chỉ đòi hỏi 350 sản phẩm đến năm 2025.",
        ["certified_products 402", "target_products 350 target"],
    ),
    "the first time is new": (
        "Tỉnh Hải Dương công nhận 46 sản phẩm hạng 4 sao đợt 2 năm 2024. 21 sản phẩm trong nhóm này dự thi lần đầu.",
        ["newly_recognised_products 46 4", "newly_recognised_products 21"],
    ),
    "how much more, without a noun": (
        "Tỉnh Hà Giang có 251 sản phẩm OCOP, so với năm 2021 tăng 27.",
        ["certified_products 251", "certified_products_increase 27"],
    ),
    "a plan that is being carried out": (
        "Tỉnh Lào Cai thực hiện kế hoạch năm 2025: công nhận mới 30 sản phẩm OCOP, nâng hạng 5 sản phẩm.",
        ["target_new_products 30 target", "target_upgraded_products 5 target"],
    ),
    "a part of those judged": (
        "Hội đồng tỉnh Yên Bái đã thông qua 24 trong số 27 sản phẩm nộp hồ sơ.",
        ["newly_recognised_products 24", "registered_products 27"],
    ),
    "a part of those that lapsed": (
        "Tỉnh Yên Bái có 5 trong số 8 sản phẩm hết hạn được đánh giá lại.",
        ["reassessed_products 5", "expired_products 8"],
    ),
    "a part of the makers": (
        "Tỉnh Yên Bái có 95 trong tổng số 180 chủ thể OCOP là nữ làm chủ.",
        ["producers 180"],
    ),
    "what else is left in number": (
        "Tỉnh Bắc Kạn có 215 sản phẩm OCOP, số hộ nghèo giảm còn 1.250. Số xã đặc biệt khó khăn chỉ còn 12.",
        ["certified_products 215"],
    ),
    "makers that are left": (
        "Tỉnh Bắc Kạn có 215 sản phẩm OCOP của 130 chủ thể: HTX 60, doanh nghiệp 40, còn lại 30.",
        ["certified_products 215", "producers 130", "producers_cooperative 60", "producers_enterprise 40"],
    ),
    "a goal for a share": (
        "Mục tiêu của tỉnh Hà Giang là nâng tỷ lệ sản phẩm OCOP lên sàn, đạt 80%.",
        ["products_on_ecommerce_pct 80 target"],
    ),
    "quality that is the programme's": (
        "Tỉnh Hà Giang có 120 sản phẩm đã được chứng nhận chất lượng OCOP 3 sao.",
        ["certified_products 120 3"],
    ),
    "new ones after a round": (
        "Sau đợt đánh giá thứ hai, tỉnh Lào Cai vừa có 35 sản phẩm OCOP mới được công nhận.",
        ["newly_recognised_products 35"],
    ),
    "growth of many makers": (
        "Doanh thu của hợp tác xã, doanh nghiệp tham gia OCOP ở Sơn La tăng hơn 15%.",
        ["revenue_growth_pct_low 15 above", "revenue_growth_pct_high 15 above"],
    ),
    "who takes part for the first time": (
        "Tỉnh Hà Tĩnh có 25 sản phẩm dự thi lần đầu năm 2024.",
        ["registered_products 25"],
    ),
    "a plan set by more words than its name": (
        "Năm 2023, UBND tỉnh Sơn La công nhận 48 sản phẩm OCOP; so với chỉ tiêu giao đầu năm là 40 sản "
        "phẩm mới thì đạt 120% kế hoạch.",
        ["newly_recognised_products 48", "target_new_products 40 target", "plan_completion_pct 120"],
    ),
    "what a decision sets to have by a year": (
        "Nghị quyết của tỉnh Hưng Yên giao đến hết năm 2025 có 250 sản phẩm OCOP. Tới giữa năm 2024, "
        "tỉnh đã có 301 sản phẩm OCOP.",
        ["target_products 250 target", "certified_products 301"],
    ),
    "a plan behind what adopted it, to the end of its sentence": (
        "Theo đề án vừa được thông qua, đến năm 2030 toàn tỉnh Cao Bằng có tối thiểu 400 sản phẩm OCOP, "
        "riêng 5 sao là 4 sản phẩm; ít nhất 40% chủ thể là hợp tác xã.",
        [
            "target_products 400 target at_least",
            "target_products 4 5 target",
            "producers_cooperative_pct 40 target at_least",
        ],
    ),
    "a share that must be reached": (
        "Đến năm 2025, ít nhất 50% chủ thể OCOP của tỉnh Bến Tre phải bán hàng qua kênh hiện đại.",
        ["producers_on_modern_channels_pct 50 target at_least"],
    ),
    "shares that go on with a plan": (
        "Đích đến năm 2030 của Phú Thọ là 900 sản phẩm OCOP. Về chủ thể, ít nhất 45% là hợp tác xã, 60% "
        "tham gia các kênh bán hàng hiện đại.",
        [
            "target_products 900 target",
            "producers_cooperative_pct 45 target at_least",
            "producers_on_modern_channels_pct 60 target",
        ],
    ),
    "more than was expected plans nothing": (
        "Năm 2022, tỉnh Hà Nam có 60 sản phẩm đăng ký dự thi OCOP, nhiều hơn hẳn dự tính; hội đồng tỉnh "
        "chấm 55 sản phẩm.",
        ["registered_products 60", "evaluated_products 55"],
    ),
    "a title of a plan, and its part on what was done": (
        "KẾ HOẠCH phát triển sản phẩm OCOP tỉnh Lai Châu năm 2024\n\n1. Hiện trạng\nHết năm 2023, tỉnh có "
        "180 sản phẩm OCOP.\n\n2. Nội dung\na) Công nhận mới 20 sản phẩm.\nb) Nâng hạng 3 sản phẩm.",
        ["certified_products 180", "target_new_products 20 target", "target_upgraded_products 3 target"],
    ),
    "what is raised, in a plan, without its rank": (
        "Năm 2025, tỉnh Trà Vinh dự tính chấm lại 60 sản phẩm, đưa 9 sản phẩm lên hạng cao hơn; 5 sản "
        "phẩm lên hạng trong quý I.",
        [
            "target_reassessed_products 60 target",
            "target_upgraded_products 9 target",
            "target_upgraded_products 5 target",
        ],
    ),
    "a requirement that is met plans nothing": (
        "Hội đồng tỉnh Kon Tum chấm 39 sản phẩm. Đạt yêu cầu: 33 sản phẩm, cụ thể:\n- Công nhận mới: 21 "
        "sản phẩm;\n- Đánh giá lại: 12 sản phẩm.",
        [
            "evaluated_products 39",
            "certified_products 33",
            "newly_recognised_products 21",
            "reassessed_products 12",
        ],
    ),
    "what was done of a plan, up to now": (
        "Năm 2026, tỉnh Gia Lai giao chỉ tiêu 45 sản phẩm mới; tới giờ xong được 13 sản phẩm, bằng 28,9% kế hoạch.",
        ["target_new_products 45 target", "newly_recognised_products 13", "plan_completion_pct 28.9"],
    ),
    "a share of the plan past parts in brackets": (
        "Năm 2023, Hà Nam công nhận lần đầu 33 sản phẩm (3 sao: 27; 4 sao: 6), bằng 110% kế hoạch năm.",
        [
            "newly_recognised_products 33",
            "newly_recognised_products 27 3",
            "newly_recognised_products 6 4",
            "plan_completion_pct 110",
        ],
    ),
    "parts that a share of the plan does not belong to": (
        "Quý I/2026, tỉnh Cà Mau công nhận 24 sản phẩm OCOP (20 sản phẩm 3 sao, 4 sản phẩm 4 sao), đạt 30% kế hoạch.",
        [
            "newly_recognised_products 24",
            "newly_recognised_products 20 3",
            "newly_recognised_products 4 4",
            "plan_completion_pct 30",
        ],
    ),
    "by how much a plan was passed": (
        "So với kế hoạch năm 2020 là 30 sản phẩm mới, tỉnh Quảng Bình vượt 8 sản phẩm.",
        ["target_new_products 30 target"],
    ),
    "a plan said to be done to so much": (
        "Tỉnh Long An có 138 sản phẩm OCOP. Kế hoạch năm 2023 hoàn thành 127,5%.",
        ["certified_products 138", "plan_completion_pct 127.5"],
    ),
    "a growth told as what it means": (
        "Năm 2019 tỉnh Quảng Bình có 12 sản phẩm OCOP, cuối năm 2021 đã có 88 sản phẩm OCOP, nghĩa là "
        "tăng 76 sản phẩm.",
        ["certified_products 12", "certified_products 88", "certified_products_increase 76"],
    ),
    "a number behind a colon is no growth": (
        "Trong đó phần của huyện Hòa Vang nhỉnh hơn hẳn: 45 sản phẩm OCOP.",
        ["certified_products 45 @district Hòa Vang"],
    ),
    "growth of one firm": (
        "Doanh thu của các chủ thể OCOP tỉnh Nam Định tăng bình quân 15%. Riêng một công ty nước mắm ở "
        "Giao Thủy báo doanh thu tăng 40%.",
        ["revenue_growth_pct_low 15", "revenue_growth_pct_high 15"],
    ),
    "a share next to another is none of its": (
        "Tỉnh Bắc Ninh có 210 sản phẩm OCOP. Hợp tác xã chiếm 32,5% số chủ thể, gần 40% chủ thể do phụ nữ điều hành.",
        ["certified_products 210", "producers_cooperative_pct 32.5"],
    ),
    "a rank said again as a number": (
        "Tỉnh Bình Định có 163 sản phẩm OCOP. Hạng 3 sao chiếm 86,5%, tức 141 sản phẩm.",
        ["certified_products 163", "certified_products_pct 86.5 3", "certified_products 141 3"],
    ),
    "points are no amounts": (
        "Chấm xong, vượt qua ngưỡng 50 điểm có 59 sản phẩm OCOP của tỉnh Hưng Yên. Hạng 5 sao có tổng "
        "điểm từ 90 đến 100.",
        ["newly_recognised_products 59"],
    ),
    "more than ninety points in other words": (
        "Hội đồng tỉnh Hải Dương chấm 34 sản phẩm; bốn sản phẩm vượt 90 điểm sẽ gửi ra trung ương chấm 5 sao.",
        ["evaluated_products 34", "nominated_5star_products 4 potential_5"],
    ),
    "files that wait for the centre": (
        "Hồ sơ của 5 sản phẩm OCOP tỉnh Sơn La đã gửi ra Hà Nội, chờ Hội đồng Trung ương chấm 5 sao.",
        ["nominated_5star_products 5 potential_5"],
    ),
    "new ones that were voted for": (
        "Riêng trong năm 2023, các hội đồng của tỉnh Nam Định bỏ phiếu đưa 96 sản phẩm mới vào danh mục OCOP.",
        ["newly_recognised_products 96"],
    ),
    "dossiers that passed": (
        "Năm 2023, tỉnh Hải Dương xét 68 hồ sơ; 61 hồ sơ đủ điểm và được công nhận, chia ra 47 sản phẩm "
        "3 sao, 14 sản phẩm 4 sao.",
        [
            "evaluated_products 68",
            "newly_recognised_products 61",
            "newly_recognised_products 47 3",
            "newly_recognised_products 14 4",
        ],
    ),
    "those recognised of those judged": (
        "Tỉnh Quảng Bình khép lại năm 2020 với 38 sản phẩm được công nhận trong 46 sản phẩm đem ra đánh "
        "giá: 4 sao 7 sản phẩm, 3 sao 31 sản phẩm.",
        [
            "newly_recognised_products 38",
            "evaluated_products 46",
            "newly_recognised_products 7 4",
            "newly_recognised_products 31 3",
        ],
    ),
    "batches and their sum": (
        "Năm 2022, tỉnh Hà Nam chấm hai kỳ. Kỳ đầu qua 14 sản phẩm, kỳ sau qua 21 sản phẩm, cả năm là 35 sản phẩm.",
        ["newly_recognised_products 14", "newly_recognised_products 21", "newly_recognised_products 35"],
    ),
    "years told one by one": (
        "Năm 2022 và năm 2023, tỉnh Bình Dương công nhận lần lượt 27 và 46 sản phẩm OCOP.",
        ["newly_recognised_products 27", "newly_recognised_products 46"],
    ),
    "a series of bare numbers": (
        "Năm 2019, tỉnh Quảng Bình công nhận 26 sản phẩm OCOP; năm 2020 thêm 31; năm 2021 giảm còn 22.",
        ["newly_recognised_products 26", "newly_recognised_products 31", "newly_recognised_products 22"],
    ),
    "words behind a bracket of parts": (
        "Mười một sản phẩm OCOP của tỉnh Cao Bằng (9 sản phẩm 3 sao, 2 sản phẩm 4 sao) vừa bị UBND tỉnh "
        "thu hồi chứng nhận.",
        ["revoked_products 11", "revoked_products 9 3", "revoked_products 2 4"],
    ),
    "ranks kept are no second judgement": (
        "Xét thứ hạng, tỉnh Quảng Trị có 349 sản phẩm OCOP dừng ở 3 sao, 47 sản phẩm giữ 4 sao, 2 sản "
        "phẩm đã tới 5 sao.",
        ["certified_products 349 3", "certified_products 47 4", "certified_products 2 5"],
    ),
    "those that kept their stars": (
        "Tỉnh Kon Tum thu hồi 23 sản phẩm. Số sản phẩm còn giữ được sao là 214: 3 sao 185, 4 sao 27, 5 sao 2.",
        [
            "revoked_products 23",
            "certified_products 214",
            "certified_products 185 3",
            "certified_products 27 4",
            "certified_products 2 5",
        ],
    ),
    "times recognised, and what of it is valid": (
        "Giai đoạn 2021 - 2025, tỉnh Đắk Lắk cấp chứng nhận cho 702 lượt sản phẩm OCOP; 91 sản phẩm đã "
        "hết hạn, còn hiệu lực là 611 sản phẩm.",
        ["certified_products_cumulative 702", "expired_products 91", "certified_products 611"],
    ),
    "what was ever certified, past a bracket": (
        "Có 389 sản phẩm của Quảng Trị (kể cả Quảng Bình trước đây) đã từng được cấp giấy chứng nhận "
        "OCOP, song chỉ 301 sản phẩm còn hiệu lực.",
        ["certified_products_cumulative 389", "certified_products 301"],
    ),
    "rounds that a total follows": (
        "Qua ba mùa chấm (2020 - 2022), tỉnh Phú Yên sở hữu 195 sản phẩm OCOP đạt từ 3 sao trở lên.",
        ["certified_products 195 3+"],
    ),
    "only so many, in other words": (
        "Cuối năm 2020, tỉnh Kiên Giang mới lận lưng 51 sản phẩm OCOP.",
        ["certified_products 51"],
    ),
    "goods by name": (
        "Tỉnh Ninh Thuận có 156 sản phẩm OCOP, trong đó nho, táo và các mặt hàng từ nho, táo là 58 sản "
        "phẩm; 12 sản phẩm nước mắm.",
        ["certified_products 156"],
    ),
    "a word behind a number that no list has": (
        "Tỉnh Hà Nam có 106 sản phẩm cuối năm 2022, toàn là hàng OCOP.",
        ["certified_products 106"],
    ),
    "makers of all kinds": (
        "Đợt 1 năm 2022, tỉnh Phú Yên công nhận 20 sản phẩm OCOP. Chủ nhân của 20 sản phẩm này là 14 cơ "
        "sở, doanh nghiệp.",
        ["newly_recognised_products 20", "producers 14"],
    ),
    "kinds that happen to add up": (
        "Số sản phẩm OCOP của tỉnh Lạng Sơn là 17 sản phẩm, do 5 hợp tác xã, 3 doanh nghiệp và 2 hộ kinh "
        "doanh sản xuất.",
        ["certified_products 17", "producers_cooperative 5", "producers_enterprise 3", "producers_household 2"],
    ),
    "households of a village": (
        "Tỉnh Bắc Ninh có 210 sản phẩm OCOP. Làng gốm có hơn 200 hộ theo nghề.",
        ["certified_products 210"],
    ),
    "other papers than ranks": (
        "Năm 2023, tỉnh Vĩnh Long hỗ trợ 31 sản phẩm thiết kế bao bì, 22 sản phẩm lấy chứng nhận VietGAP, HACCP.",
        ["supported_packaging 31", "supported_quality 22"],
    ),
    "from a number upwards": (
        "Sang năm 2025, tỉnh Hải Dương đặt chỉ tiêu có thêm từ 50 sản phẩm OCOP trở lên.",
        ["target_new_products 50 target at_least"],
    ),
    "a firm's director on his own": (
        "Ông Minh, giám đốc một công ty yến ở Khánh Hòa, kể: “Chúng tôi có 4 sản phẩm OCOP”. Tỉnh Khánh "
        "Hòa có 413 sản phẩm OCOP.",
        ["certified_products 413"],
    ),
    "a nation that a share is of": (
        "Tỉnh Tiền Giang có 312 sản phẩm OCOP, chiếm 1,6% của cả nước: 6 sản phẩm 5 sao, 306 sản phẩm 4 sao.",
        [
            "certified_products 312",
            "national_share_pct 1.6",
            "certified_products 6 5",
            "certified_products 306 4",
        ],
    ),
    "a share of the nation told first": (
        "Tỉnh Kiên Giang có 303 sản phẩm OCOP. Cả nước hiện có hơn 13.000 sản phẩm OCOP, Kiên Giang chiếm khoảng 2,3%.",
        [
            "certified_products 303",
            "certified_products 13000 above @national CẢ NƯỚC",
            "national_share_pct 2.3 about",
        ],
    ),
    "a rate among all producers": (
        "Tỉnh Nam Định có 284 sản phẩm OCOP. Tỷ lệ HTX trong 165 chủ thể là 18,2%, thấp hơn hẳn doanh nghiệp (29,7%).",
        [
            "certified_products 284",
            "producers 165",
            "producers_cooperative_pct 18.2",
            "producers_enterprise_pct 29.7",
        ],
    ),
    "a number told as the number of products": (
        "198 là số sản phẩm OCOP mà tỉnh Ninh Thuận hiện có; 3 sao 151, 4 sao 45, 5 sao 2.",
        [
            "certified_products 198",
            "certified_products 151 3",
            "certified_products 45 4",
            "certified_products 2 5",
        ],
    ),
    "a number that something comes to": (
        "Tỉnh Kon Tum có 179 sản phẩm OCOP. Chủ thể lên tới 98.",
        ["certified_products 179", "producers 98"],
    ),
    "most are of a kind": (
        "Chủ thể OCOP của tỉnh Bình Định phần nhiều là hộ kinh doanh, 52,4%; doanh nghiệp chiếm 27,1%.",
        ["producers_household_pct 52.4", "producers_enterprise_pct 27.1"],
    ),
    "entered in the list": (
        "Năm 2025, thành phố Cần Thơ ghi tên thêm 104 sản phẩm vào danh mục OCOP.",
        ["newly_recognised_products 104"],
    ),
    "a share with its number": (
        "Tỉnh Bình Dương hiện có 64 sản phẩm OCOP, hạng 3 sao chiếm gần 83% với 53 sản phẩm.",
        ["certified_products 64", "certified_products_pct 83 3 below", "certified_products 53 3"],
    ),
    "the number there really is": (
        "Mới hết quý I, tỉnh Sóc Trăng đã vượt xa cái đích 200 sản phẩm OCOP đến năm 2025: số thực có là 258 sản phẩm.",
        ["target_products 200 target", "certified_products 258"],
    ),
    "most, in a rank that follows": (
        "Khép lại năm 2023, tỉnh Cao Bằng có 138 sản phẩm OCOP. Phần lớn, 117 sản phẩm, mới ở mức 3 sao.",
        ["certified_products 138", "certified_products 117 3"],
    ),
    "ranks kept and the rest": (
        "Tỉnh Lai Châu có 25 sản phẩm OCOP giữ hạng 4 sao, số còn lại ở hạng 3 sao.",
        ["certified_products 25 4"],
    ),
    "files to be completed are no products raised": (
        "Huyện giao các xã năm 2023 hoàn thiện hồ sơ để tỉnh Sơn La có thêm 6 sản phẩm OCOP.",
        ["target_new_products 6 target"],
    ),
    "goods that hold their rank now are in force": (
        "Tỉnh Bắc Giang đến hết năm 2023 có 210 sản phẩm OCOP đang giữ sao: 170 sản phẩm 3 sao, 40 sản phẩm 4 sao.",
        ["certified_products 210", "certified_products 170 3", "certified_products 40 4"],
    ),
    "just recognised": (
        "Năm 2022, tỉnh Lào Cai có 28 sản phẩm mới lên sao. Ngoài ra, 15 sản phẩm mới được xếp hạng ở huyện Sa Pa.",
        ["newly_recognised_products 28", "newly_recognised_products 15 @district Sa Pa"],
    ),
    "lapsed ones that were assessed again": (
        "Kỳ này tỉnh Hậu Giang có 14 sản phẩm cũ đã quá hạn, nay được công nhận lại.",
        ["reassessed_products 14"],
    ),
    "for the first time, behind those assessed again": (
        "Năm 2023 tỉnh Nam Định có 22 sản phẩm được đánh giá lại. Số lần đầu được công nhận chỉ có 9 sản "
        "phẩm, đều 3 sao.",
        ["reassessed_products 22", "newly_recognised_products 9 3"],
    ),
    "given stars by the province": (
        "Năm 2021, UBND tỉnh Lai Châu gắn sao cho 36 sản phẩm; 5 hồ sơ phải trả lại.",
        ["newly_recognised_products 36"],
    ),
    "written in the plan": (
        "Năm 2024, tỉnh Ninh Bình công nhận mới 40 sản phẩm OCOP, bỏ xa mức 25 sản phẩm nêu trong kế hoạch.",
        ["newly_recognised_products 40", "target_new_products 25 target"],
    ),
    "revoked beside a plan": (
        "Giai đoạn 2021 - 2025, chỉ tiêu của tỉnh Hà Giang là thêm 120 sản phẩm OCOP; 6 sản phẩm đã bị rút "
        "giấy chứng nhận.",
        ["target_new_products 120 target", "revoked_products 6"],
    ),
    "a total that people try to reach": (
        "Tỉnh Bến Tre hiện có 300 sản phẩm OCOP. Đến cuối năm 2025, tỉnh cố gắng nâng tổng số lên 350 sản phẩm.",
        ["certified_products 300", "target_products 350 target"],
    ),
    "more assigned by the province": (
        "Tỉnh Yên Bái có 200 sản phẩm OCOP. Năm 2025, tỉnh giao thêm 30 sản phẩm mới.",
        ["certified_products 200", "target_new_products 30 target"],
    ),
    "shown on a platform": (
        "Tỉnh Hưng Yên có 180 sản phẩm OCOP; trên sàn thương mại điện tử đang trưng bày 90 sản phẩm.",
        ["certified_products 180", "products_on_ecommerce 90"],
    ),
    "producers told by their total": (
        "Tỉnh Long An có 107 sản phẩm OCOP. Chủ thể cả thảy 70: hợp tác xã 30, doanh nghiệp 40.",
        ["certified_products 107", "producers 70", "producers_cooperative 30", "producers_enterprise 40"],
    ),
    "organisations and persons as producers": (
        "Tỉnh Tuyên Quang có 88 sản phẩm OCOP của 60 tổ chức, cá nhân.",
        ["certified_products 88", "producers 60"],
    ),
    "two thirds are no number": (
        "Tỉnh Phú Thọ có 150 sản phẩm OCOP, mới 2/3 chủ thể có nhãn hiệu.",
        ["certified_products 150"],
    ),
    "a rank that is few, behind a comma": (
        "Đến nay, con số của tỉnh Bình Thuận đã là 120 sản phẩm, nhưng nhóm 4 sao còn ít: 15 sản phẩm; 105 "
        "sản phẩm còn lại đều 3 sao.",
        ["certified_products 120", "certified_products 15 4", "certified_products 105 3"],
    ),
    "a rank of a batch and the rest": (
        "Hội đồng OCOP tỉnh Bắc Kạn vừa công nhận 12 sản phẩm đợt 1 năm 2023; hạng 4 sao có 3 sản phẩm là "
        "miến dong, trà hoa vàng và nghệ, số còn lại 3 sao.",
        ["newly_recognised_products 12", "newly_recognised_products 3 4"],
    ),
    "what one of them paid for a product": (
        "Tỉnh Sơn La có 100 sản phẩm OCOP. Có hộ chi 20 triệu đồng cho một sản phẩm.",
        ["certified_products 100"],
    ),
    "what somebody says of her own": (
        "Tỉnh Gia Lai có 305 sản phẩm OCOP. Bà Hạnh, chủ một hộ kinh doanh mật ong, kể từ khi 3 sản phẩm đạt "
        "4 sao, khách đến đông hơn.",
        ["certified_products 305"],
    ),
    "raised to a total with its top": (
        "Hội đồng OCOP tỉnh Nghệ An nhận 50 hồ sơ, 44 sản phẩm đủ điểm. Nhờ đó, toàn tỉnh nâng số sản phẩm "
        "OCOP lên 640 sản phẩm, có 2 sản phẩm 5 sao.",
        ["evaluated_products 50", "newly_recognised_products 44", "certified_products 640", "certified_products 2 5"],
    ),
    "collectives praised by somebody": (
        "Tỉnh Hà Tĩnh trao giấy chứng nhận cho 12 sản phẩm OCOP; 6 tập thể được Giám đốc Sở Nông nghiệp tặng "
        "giấy khen.",
        ["certificates_awarded 12", "awarded_collectives 6"],
    ),
    "refused papers are judged no more": (
        "Năm 2025 tỉnh Lâm Đồng công nhận mới 80 sản phẩm OCOP, trả hồ sơ 7 sản phẩm.",
        ["newly_recognised_products 80"],
    ),
    "held until a day": (
        "Đến 30/9/2024, tỉnh Hà Nam giữ được 118 sản phẩm OCOP, gồm 90 ba sao và 28 bốn sao.",
        ["certified_products 118", "certified_products 90 3", "certified_products 28 4"],
    ),
    "lapsed, and nobody asks": (
        "Tỉnh Quảng Ngãi có 200 sản phẩm OCOP; 17 sản phẩm quá hạn chưa ai xin xét lại.",
        ["certified_products 200", "expired_products 17"],
    ),
    "assigned by the province, done, and the share": (
        "Năm 2023 tỉnh giao công nhận mới 20 sản phẩm, thực hiện được 17 sản phẩm, bằng 85%. Tỉnh Điện Biên "
        "hiện có 100 sản phẩm OCOP.",
        [
            "target_new_products 20 target",
            "newly_recognised_products 17",
            "plan_completion_pct 85",
            "certified_products 100",
        ],
    ),
    "a share of a plan of years": (
        "Chỉ tiêu của giai đoạn 2021-2025 là 150 sản phẩm OCOP, nay tỉnh Long An đã đạt 114%.",
        ["target_products 150 target", "plan_completion_pct 114"],
    ),
    "what the province set": (
        "Năm 2022, tỉnh Kon Tum có 45 sản phẩm được công nhận, gấp rưỡi mức 30 sản phẩm UBND tỉnh đặt ra.",
        ["newly_recognised_products 45", "target_new_products 30 target"],
    ),
    "a share that parts products from what they did": (
        "Tỉnh Bắc Kạn có 217 sản phẩm OCOP; 150 sản phẩm, tương ứng 69,1%, đã lên sàn thương mại điện tử.",
        ["certified_products 217", "products_on_ecommerce 150", "products_on_ecommerce_pct 69.1"],
    ),
    "named goods that wait for the centre": (
        "Tỉnh Long An có 171 sản phẩm OCOP. Hai sản phẩm khác, gạo thơm và rượu đế, đang nằm trong danh sách "
        "gửi Bộ xét 5 sao.",
        ["certified_products 171", "nominated_5star_products 2 potential_5"],
    ),
    "brought to register": (
        "Năm 2022, 30 chủ thể ở tỉnh Lai Châu đưa 44 sản phẩm đến đăng ký dự xếp hạng OCOP.",
        ["producers 30", "registered_products 44"],
    ),
    "a dateline is no year of recognition": (
        "14/09/2023 - Phú Yên đã phân hạng 210 sản phẩm OCOP.",
        ["certified_products 210"],
    ),
    "made a website for": (
        "Năm 2023, tỉnh Đắk Nông hỗ trợ máy móc cho 12 sản phẩm; 7 sản phẩm được dựng website bán hàng. Tỉnh "
        "có 112 sản phẩm OCOP.",
        ["supported_equipment 12", "supported_website_ecommerce 7", "certified_products 112"],
    ),
    "up to standard within the year": (
        "Tỉnh Trà Vinh có 60 sản phẩm đạt chuẩn OCOP trong năm 2023.",
        ["newly_recognised_products 60"],
    ),
    "another year's new ones beside this year's": (
        "Năm 2020, tỉnh Sóc Trăng công nhận 47 sản phẩm OCOP, trong khi năm 2019 chỉ là 22 sản phẩm.",
        ["newly_recognised_products 47", "newly_recognised_products 22"],
    ),
    "years told sentence after sentence": (
        "Năm 2021, tỉnh Bình Dương công nhận thêm 22 sản phẩm OCOP. Năm 2022 thì vọt lên 39 sản phẩm.",
        ["newly_recognised_products 22", "newly_recognised_products 39"],
    ),
    "a share of producers that must be": (
        "Tỉnh Tuyên Quang đặt đích 200 sản phẩm OCOP đến năm 2025; khi ấy ít nhất 55% chủ thể phải là hợp tác xã.",
        ["target_products 200 target", "producers_cooperative_pct 55 target at_least"],
    ),
    "lacking, and no plan": (
        "Tỉnh Hòa Bình có 136 sản phẩm OCOP, chỉ thiếu 14 sản phẩm nữa là cán đích.",
        ["certified_products 136"],
    ),
    "five stars held": (
        "Cả nước có 17.368 sản phẩm OCOP; chỉ 126 sản phẩm giữ hạng 5 sao.",
        ["certified_products 17368", "certified_products 126 5"],
    ),
    "points behind a rank": (
        "Hội đồng OCOP tỉnh Hải Dương chấm 65 sản phẩm. Có 61 sản phẩm đạt từ 50 điểm trở lên:\n- 4 sao (70 - "
        "89 điểm): 14 sản phẩm;\n- 3 sao (50 - 69 điểm): 47 sản phẩm.",
        [
            "evaluated_products 65",
            "newly_recognised_products 61",
            "newly_recognised_products 14 4",
            "newly_recognised_products 47 3",
        ],
    ),
    "a survey counts some": (
        "Tỉnh Đắk Nông có 69 chủ thể OCOP. Qua khảo sát 17 chủ thể, có 6 chủ thể in sai lô-gô.",
        ["producers 69"],
    ),
    "helps in a list of clauses": (
        "Tỉnh Đắk Nông đã hỗ trợ 42 sản phẩm thiết kế bao bì; 28 sản phẩm đăng ký nhãn hiệu. Tỉnh có 92 sản phẩm OCOP.",
        ["supported_packaging 42", "supported_ip 28", "certified_products 92"],
    ),
    "a price is no product": (
        "Tỉnh Kon Tum có 114 sản phẩm OCOP. Khách mua chai rượu 3 sao giá 180.000 đồng.",
        ["certified_products 114"],
    ),
    "a city whose name begins with words of plans": (
        "HỘI ĐỒNG OCOP BÌNH ĐỊNH LÀM VIỆC\nHội đồng OCOP tỉnh Bình Định cho điểm 81 sản phẩm, 73 sản phẩm "
        "vượt ngưỡng 50 điểm.",
        ["evaluated_products 81", "newly_recognised_products 73"],
    ),
    "a standard is no year": (
        "Năm 2023, tỉnh Thái Bình hỗ trợ 11 sản phẩm áp dụng ISO 22000; mở 10 lớp tập huấn OCOP.",
        ["supported_quality 11", "training_events 10"],
    ),
    "our own products, said by one of them": (
        "Tỉnh Bình Dương có 124 sản phẩm OCOP. Ông Sơn nói: 4 sản phẩm của chúng tôi đều 4 sao.",
        ["certified_products 124"],
    ),
    "a draft that determines": (
        "Tỉnh Quảng Trị có 367 sản phẩm OCOP. Dự thảo đề án xác định, đến năm 2030 tỉnh có ít nhất 500 sản phẩm OCOP.",
        ["certified_products 367", "target_products 500 target at_least"],
    ),
    "a plan of the year in brackets": (
        "Tỉnh Nam Định công nhận 58 sản phẩm OCOP trong 6 tháng đầu năm 2023, bằng 58% kế hoạch năm (100 sản phẩm).",
        ["newly_recognised_products 58", "plan_completion_pct 58", "target_new_products 100 target"],
    ),
    "opened a stall on the platforms": (
        "Tỉnh Long An có 214 sản phẩm OCOP; khách có thể vào các sàn, nơi 168 sản phẩm đã mở gian hàng.",
        ["certified_products 214", "products_on_ecommerce 168"],
    ),
    "that is, so many more": (
        "Năm 2020 tỉnh Hà Giang mới có 129 sản phẩm OCOP, năm 2022 có 245 sản phẩm, tức là dày thêm 116 sản phẩm.",
        ["certified_products 129", "certified_products 245", "certified_products_increase 116"],
    ),
    "more than at a moment, with hơn no qualifier": (
        "Tỉnh Tuyên Quang có 87 sản phẩm OCOP, so với cuối năm 2019 thì nhiều hơn 52 sản phẩm.",
        ["certified_products 87", "certified_products_increase 52"],
    ),
    "a number that the ministry has just told": (
        "27/9/2024 - Con số Bộ Nông nghiệp vừa đưa ra: 13.368 sản phẩm OCOP trên cả nước.",
        ["certified_products 13368"],
    ),
    "what they try to have more of": (
        "Tỉnh Hà Nam có 86 sản phẩm OCOP. Năm 2023, tỉnh cố gắng có thêm 20 sản phẩm.",
        ["certified_products 86", "target_new_products 20 target"],
    ),
    "the list of a decision": (
        "UBND tỉnh Khánh Hòa phê duyệt kết quả OCOP đợt 2 năm 2025. Danh sách kèm theo Quyết định có 33 sản phẩm.",
        ["newly_recognised_products 33"],
    ),
    "what there is when a plan is made": (
        "KẾ HOẠCH phát triển OCOP tỉnh Lâm Đồng đến năm 2030\nĐến năm 2030 có 1.400 sản phẩm. Tại thời điểm "
        "lập kế hoạch, toàn tỉnh có 1.063 sản phẩm OCOP.",
        ["target_products 1400 target", "certified_products 1063"],
    ),
    "a share of what was set, in brackets": (
        "Năm 2023, chỉ tiêu giao là công nhận mới 40 sản phẩm OCOP, tới tháng 8 tỉnh Phú Yên mới làm được 26 "
        "sản phẩm (đạt 65%).",
        ["target_new_products 40 target", "newly_recognised_products 26", "plan_completion_pct 65"],
    ),
    "money to the last dong": (
        "Năm 2023, tỉnh Bắc Kạn bố trí kinh phí 4,1 tỷ đồng cho Chương trình OCOP.",
        ["budget_vnd 4.1e+09"],
    ),
}


@pytest.mark.parametrize("manner", sorted(CASES))
def test_a_manner_of_saying(manner: str) -> None:
    text, expected = CASES[manner]
    assert figures(text) == expected


OTHERS = {
    "districts in a list": (
        "Tỉnh Nghệ An có 567 sản phẩm OCOP. Dẫn đầu là huyện Quỳnh Lưu với 60 sản phẩm, tiếp đến là Nam Đàn 55 "
        "sản phẩm, "
        "thành phố Vinh 40 sản phẩm.",
        [
            "certified_products 567",
            "certified_products 60 @district Quỳnh Lưu",
            "certified_products 55 @district Nam Đàn",
            "certified_products 40 @district TP Vinh",
        ],
    ),
    "places that share one number": (
        "Tỉnh Bắc Giang có 205 sản phẩm OCOP; Sơn Động và Hiệp Hòa cùng có 16 sản phẩm.",
        ["certified_products 205", "certified_products 16 @district Sơn Động; Hiệp Hòa"],
    ),
    "several districts together": (
        "Ba huyện của tỉnh Hà Tĩnh vừa công nhận 13 sản phẩm 3 sao: Can Lộc 9 sản phẩm, Thạch Hà 4 sản phẩm.",
        [
            "newly_recognised_products 13 3 @district Can Lộc, Thạch Hà",
            "newly_recognised_products 9 3 @district Can Lộc",
            "newly_recognised_products 4 3 @district Thạch Hà",
        ],
    ),
    "the district goes on, then the province": (
        "Huyện Yên Thành có 45 sản phẩm OCOP, trong đó 40 sản phẩm 3 sao, 5 sản phẩm 4 sao. Toàn tỉnh Nghệ An "
        "có 567 sản phẩm "
        "OCOP.",
        [
            "certified_products 45 @district Yên Thành",
            "certified_products 40 3 @district Yên Thành",
            "certified_products 5 4 @district Yên Thành",
            "certified_products 567",
        ],
    ),
    "the nation and other provinces": (
        "So với cả nước (16.000 sản phẩm), tỉnh Điện Biên có 95 sản phẩm OCOP, xếp sau Sơn La (190 sản phẩm). "
        "Điện Biên giữ "
        "vững hạng thứ 40 cả nước.",
        [
            "certified_products 16000 @national CẢ NƯỚC",
            "certified_products 95",
            "certified_products 190 @other_province Sơn La",
        ],
    ),
    "provinces that were merged": (
        "20/10/2025 - Tỉnh Phú Thọ có 616 sản phẩm OCOP. Trước sáp nhập, Hòa Bình có 158 sản phẩm, Phú Thọ cũ "
        "có 345 sản "
        "phẩm. Xã Cao Phong có 12 sản phẩm.",
        [
            "certified_products 616",
            "certified_products 158 @former_province Hòa Bình",
            "certified_products 345 @former_province Phú Thọ",
            "certified_products 12 @commune Cao Phong",
        ],
    ),
    "the namesake before the merger": (
        "Tính đến ngày 30/6/2025, Thái Nguyên có 290 sản phẩm OCOP. Sau sáp nhập, tỉnh Thái Nguyên có 541 sản "
        "phẩm OCOP.",
        ["certified_products 290 @former_province Thái Nguyên", "certified_products 541"],
    ),
    "a firm or a person is nobody's total": (
        "Ông Nguyễn Văn Nam, Giám đốc HTX Tân Phú ở huyện Lắk cho biết, HTX có 5 sản phẩm OCOP 4 sao. Công ty "
        "Minh Long có 3 "
        "sản phẩm OCOP. Làng gốm Bát Tràng có 10 sản phẩm 5 sao. Tỉnh Đắk Lắk có 200 sản phẩm OCOP.",
        ["certified_products 200"],
    ),
    "a district's rank is no part of the province's total": (
        "Tỉnh Nghệ An có 567 sản phẩm OCOP, trong đó huyện Nam Đàn có 20 sản phẩm 4 sao; tỉnh có 350 chủ thể, riêng "
        "huyện Nam Đàn 12 HTX.",
        [
            "certified_products 567",
            "certified_products 20 4 @district Nam Đàn",
            "producers 350",
            "producers_cooperative 12 @district Nam Đàn",
        ],
    ),
    "a region is no province": (
        "Đồng bằng sông Cửu Long hiện có 2.200 sản phẩm OCOP. Riêng tỉnh Vĩnh Long có 120 sản phẩm OCOP.",
        ["certified_products 120"],
    ),
    "the place behind its products": (
        "Cá kho làng Vũ Đại là một trong 98 sản phẩm OCOP mà Hà Nam đang có, huyện Lý Nhân góp 20 sản phẩm.",
        ["certified_products 98", "certified_products 20 @district Lý Nhân"],
    ),
    "a district without its type, called one behind a comma": (
        "Tỉnh Tiền Giang có 209 sản phẩm OCOP. Dẫn đầu là Cái Bè, huyện đã có 34 sản phẩm.",
        ["certified_products 209", "certified_products 34 @district Cái Bè"],
    ),
    "another province, called one behind a comma": (
        "Tỉnh Quảng Ninh có 267 sản phẩm OCOP. Khách mời là Hải Dương, tỉnh đang có 138 sản phẩm OCOP.",
        ["certified_products 267", "certified_products 138 @other_province Hải Dương"],
    ),
    "a merged province with a person's word in its name": (
        "29/9/2025 - TP. Hồ Chí Minh hiện có 653 sản phẩm OCOP. Bà Rịa - Vũng Tàu trước đây góp 241 sản "
        "phẩm, Bình Dương "
        "góp 150 sản phẩm.",
        [
            "certified_products 653",
            "certified_products 241 @former_province Bà Rịa - Vũng Tàu",
            "certified_products 150 @former_province Bình Dương",
        ],
    ),
    "both sides of a merged province": (
        "05/11/2025 - Hải Phòng sau hợp nhất có 716 sản phẩm OCOP. Trước ngày nhập, phía Hải Dương đóng "
        "góp 447 sản phẩm, "
        "phía Hải Phòng đóng góp 269 sản phẩm.",
        [
            "certified_products 716",
            "certified_products 447 @former_province Hải Dương",
            "certified_products 269 @former_province Hải Phòng",
        ],
    ),
    "who speaks is no district": (
        "UBND huyện Hải Hậu, tỉnh Nam Định\n\nTheo ông Trần Quốc Bảo, huyện đã có 34 sản phẩm OCOP.",
        ["certified_products 34 @district Hải Hậu"],
    ),
    "a district whose name has a word of ours": (
        "Tỉnh Hà Tĩnh có 243 sản phẩm OCOP, trong đó huyện Kỳ Anh có 20 sản phẩm.",
        ["certified_products 243", "certified_products 20 @district Kỳ Anh"],
    ),
    "courses held there": (
        "Năm 2024, toàn tỉnh Nam Định mở 5 lớp tập huấn OCOP. Huyện Hải Hậu có 34 sản phẩm OCOP. Tại "
        "đây đã mở 3 lớp tập "
        "huấn.",
        [
            "training_events 5",
            "certified_products 34 @district Hải Hậu",
            "training_events 3 @district Hải Hậu",
        ],
    ),
    "whom one learnt from": (
        "Toàn tỉnh Hưng Yên có 215 sản phẩm OCOP. Sau khi học hỏi Hải Dương, tỉnh đã có 38 sản phẩm OCOP 4 sao.",
        ["certified_products 215", "certified_products 38 4"],
    ),
    "a guest speaks of his own province": (
        'Phiên chợ của tỉnh Phú Yên bày 80 sản phẩm. Chị Lệ, du khách từ Gia Lai, kể: "Tỉnh tôi cũng có hơn 300 '
        'sản phẩm OCOP".',
        [],
    ),
    "each of two places": (
        "Tỉnh Hưng Yên có 246 sản phẩm OCOP. Văn Giang và Kim Động mỗi huyện 31 sản phẩm.",
        ["certified_products 246", "certified_products 31 @district Văn Giang; Kim Động"],
    ),
    "the nation's, said behind the number": (
        "Đặt cạnh con số gần 9.900 sản phẩm OCOP của cả nước, Bình Dương mới có 93 sản phẩm.",
        ["certified_products 9900 below @national CẢ NƯỚC", "certified_products 93"],
    ),
    "where another has more": (
        "Bắc Ninh có 45 sản phẩm OCOP, còn khiêm tốn nếu đặt cạnh Quảng Ninh, nơi đã có trên 400 sản phẩm.",
        ["certified_products 45", "certified_products 400 above @other_province Quảng Ninh"],
    ),
    "the most, said by the way": (
        "Tỉnh Sóc Trăng có 247 sản phẩm OCOP, nhiều nhất ở Kế Sách (51 sản phẩm). Trong quý I/2024, 24 "
        "sản phẩm hết hạn.",
        ["certified_products 247", "certified_products 51 @district Kế Sách", "expired_products 24"],
    ),
    "a district that is said again": (
        "Tỉnh Lai Châu có 128 sản phẩm OCOP. Tân Uyên là huyện có nhiều sản phẩm OCOP nhất với 31 sản phẩm.",
        ["certified_products 128", "certified_products 31 @district Tân Uyên"],
    ),
    "goods named for a district": (
        "Từ vải thiều đến rươi Tứ Kỳ, Hải Dương đã có 341 sản phẩm OCOP.",
        ["certified_products 341"],
    ),
    "a plan behind a commune's figure": (
        "28/10/2025 - Tỉnh Cà Mau có 341 sản phẩm OCOP, phường Bạc Liêu có 22 sản phẩm. Đích đến năm "
        "2030 là 500 sản phẩm.",
        ["certified_products 341", "certified_products 22 @commune Bạc Liêu", "target_products 500 target"],
    ),
    "on the side of a former province": (
        "26/08/2025 - Tỉnh Tuyên Quang sau hợp nhất có 588 sản phẩm OCOP, ghép từ 316 sản phẩm bên Hà "
        "Giang cũ và 272 sản phẩm bên Tuyên Quang cũ.",
        [
            "certified_products 588",
            "certified_products 316 @former_province Hà Giang",
            "certified_products 272 @former_province Tuyên Quang",
        ],
    ),
    "a new province, not only so many": (
        "05/12/2025 - Từ khi ba tỉnh nhập làm một, Vĩnh Long mới vươn lên đầu vùng với 1.012 sản phẩm OCOP.",
        ["certified_products 1012"],
    ),
    "a city that took others in": (
        "05/11/2025 - Sau khi nhận bàn giao từ Bình Dương, thành phố Hồ Chí Minh có gần 780 sản phẩm OCOP.",
        ["certified_products 780 below"],
    ),
    "a district and the province above it": (
        "Toàn tỉnh Hà Tĩnh có 300 sản phẩm OCOP. Đến nay Cẩm Xuyên, Hà Tĩnh có 40 sản phẩm OCOP.",
        ["certified_products 300", "certified_products 40 @district Cẩm Xuyên"],
    ),
    "what lies in a former province": (
        "15/12/2025 - Thành phố Đà Nẵng có 560 sản phẩm OCOP; phần lớn, 431 sản phẩm, nằm trên địa bàn tỉnh "
        "Quảng Nam trước đây.",
        ["certified_products 560", "certified_products 431 @former_province Quảng Nam"],
    ),
    "names that are no more on the day": (
        "Gộp xứ dừa Bến Tre với đất Trà Vinh, Vĩnh Long thành tỉnh đông sao. Đến ngày 30/11/2025, tỉnh có 1.002 "
        "sản phẩm OCOP. Trong đó khu vực Bến Tre cũ 380 sản phẩm.",
        ["certified_products 1002", "certified_products 380 @former_province Bến Tre"],
    ),
    "a neighbour across the border": (
        "Tháng 5/2023, Đăk Lăk có 190 sản phẩm OCOP. Bên kia ranh giới, Đắk Nông có 80 sản phẩm.",
        ["certified_products 190", "certified_products 80 @other_province Đắk Nông"],
    ),
    "a sentence that turns back to the whole": (
        "Tỉnh Long An có 170 sản phẩm OCOP; huyện Đức Hòa đứng đầu, 34 sản phẩm. Về loại hình chủ thể, có 50 "
        "HTX, 30 doanh nghiệp.",
        [
            "certified_products 170",
            "certified_products 34 @district Đức Hòa",
            "producers_cooperative 50",
            "producers_enterprise 30",
        ],
    ),
    "a district told by its province": (
        "Ở Cái Bè, huyện vườn của Tiền Giang, người ta đếm được 24 sản phẩm OCOP. Huyện đã công nhận mới 7 sản phẩm.",
        ["certified_products 24 @district Cái Bè", "newly_recognised_products 7 @district Cái Bè"],
    ),
    "a district in the title": (
        "12/03/2024 - Lấp Vò (Đồng Tháp) gặt sao\n\nLấp Vò hiện có 52 sản phẩm OCOP. Năm ngoái huyện để mất 3 "
        "sản phẩm do hết hạn.",
        ["certified_products 52 @district Lấp Vò", "expired_products 3 @district Lấp Vò"],
    ),
    "a commune whose name sounds like planning": (
        "Huyện Lấp Vò có 52 sản phẩm OCOP, trong đó riêng xã Định Yên 7 sản phẩm.",
        ["certified_products 52 @district Lấp Vò", "certified_products 7 @commune Định Yên"],
    ),
    "a share of the province's makers behind a district": (
        "Tỉnh Bình Dương có 120 sản phẩm OCOP. Phú Giáo là nơi có nhiều sản phẩm nhất: 31. Hiện 62% chủ thể của "
        "tỉnh đã đưa hàng vào siêu thị.",
        ["certified_products 120", "certified_products 31 @district Phú Giáo", "producers_on_modern_channels_pct 62"],
    ),
    "what is a former province's": (
        "25/12/2025 - Nhập thêm Bạc Liêu, Cà Mau hiện có 396 sản phẩm OCOP; 179 sản phẩm trong đó là của Bạc "
        "Liêu trước đây.",
        ["certified_products 396", "certified_products 179 @former_province Bạc Liêu"],
    ),
    "between dashes, on the land of a former province": (
        "05/02/2026 - Trong 631 sản phẩm OCOP mà Đà Nẵng hiện sở hữu, hơn hai phần ba - 448 sản phẩm - nằm trên "
        "đất Quảng Nam cũ.",
        ["certified_products 631", "certified_products 448 @former_province Quảng Nam"],
    ),
    "one by one, for each place": (
        "Tỉnh Bắc Kạn có 33 sản phẩm OCOP. Ba Bể và Na Rì bội thu nhất, lần lượt 8 và 7 sản phẩm.",
        ["certified_products 33", "certified_products 8 @district Ba Bể", "certified_products 7 @district Na Rì"],
    ),
    "places that follow without a noun": (
        "Tỉnh Điện Biên có 109 sản phẩm OCOP. Huyện Điện Biên góp nhiều nhất: 27 sản phẩm. Kế đến là huyện Mường "
        "Ảng với 19, Tủa Chùa 14.",
        [
            "certified_products 109",
            "certified_products 27 @district Điện Biên",
            "certified_products 19 @district Mường Ảng",
            "certified_products 14 @district Tủa Chùa",
        ],
    ),
    "the most, in brackets behind each place": (
        "Toàn tỉnh Hà Tĩnh có 331 sản phẩm OCOP. Nhiều sản phẩm nhất là Thạch Hà (42), Hương Sơn (38).",
        [
            "certified_products 331",
            "certified_products 42 @district Thạch Hà",
            "certified_products 38 @district Hương Sơn",
        ],
    ),
    "a district called a part of its province": (
        "Thị xã Nghĩa Lộ, miền Tây của tỉnh Yên Bái, vừa có thêm 5 sản phẩm OCOP.",
        ["newly_recognised_products 5 @district Nghĩa Lộ"],
    ),
    "a district and what its province knows it for": (
        "Huyện Bình Tân, vựa khoai lang của tỉnh Vĩnh Long, hiện có 14 sản phẩm OCOP.",
        ["certified_products 14 @district Bình Tân"],
    ),
    "goods that bear the name of a district": (
        "14/11/2023 - Cam Cao Phong, gà Lạc Thủy là những cái tên trong danh sách nay đã lên tới 158 sản phẩm "
        "OCOP của tỉnh Hòa Bình.",
        ["certified_products 158"],
    ),
    "a place where the amount before it is": (
        "Tỉnh Cao Bằng có 152 sản phẩm OCOP, mở 9 điểm bán hàng, 4 điểm đặt tại TP Cao Bằng; 96 sản phẩm đã lên "
        "sàn Postmart.",
        ["certified_products 152", "sales_points 9", "products_on_ecommerce 96"],
    ),
    "the nation's in brackets beside a share": (
        "Tính đến 15/8/2025, tỉnh Lâm Đồng có 1.010 sản phẩm OCOP, bằng 6,2% của cả nước (cùng lúc cả nước có "
        "khoảng 16.300 sản phẩm).",
        ["certified_products 1010", "national_share_pct 6.2", "certified_products 16300 about @national CẢ NƯỚC"],
    ),
    "the nation's, told by somebody in a province": (
        "21/05/2024 - Tại lớp học ở TP Tuy Hòa (Phú Yên), diễn giả nhắc rằng cả nước đã có hơn 12.000 sản phẩm OCOP.",
        ["certified_products 12000 above @national CẢ NƯỚC"],
    ),
    "the nation, with its best provinces": (
        "16/01/2025 - Hết năm 2024, cả nước có 14.642 sản phẩm OCOP. Hà Nội đứng đầu với 3.317 sản phẩm; Nghệ An "
        "có gần 700 sản phẩm.",
        [
            "certified_products 14642",
            "certified_products 3317 @other_province Hà Nội",
            "certified_products 700 below @other_province Nghệ An",
        ],
    ),
    "those who came after a neighbour": (
        "Đi sau Nam Định (lúc này đã có hơn 400 sản phẩm OCOP), Thái Bình chọn cách làm ít mà chắc. Hết năm "
        "2023, tỉnh có 170 sản phẩm OCOP.",
        ["certified_products 400 above @other_province Nam Định", "certified_products 170"],
    ),
    "three that became one": (
        "Trong 701 sản phẩm OCOP mà thành phố Cần Thơ quản lý tính tới tháng 11/2025, Sóc Trăng và Hậu Giang "
        "mang về lần lượt 278 và 267 sản phẩm.",
        [
            "certified_products 701",
            "certified_products 278 @former_province Sóc Trăng",
            "certified_products 267 @former_province Hậu Giang",
        ],
    ),
    "a firm's, also in the second number": (
        "Năm 2023 hợp tác xã của chị Lan ở Con Cuông (Nghệ An) có 4 sản phẩm OCOP, 1 sản phẩm đạt 4 sao.",
        [],
    ),
    "what was a province's before it took others in": (
        "12/09/2025 - Gộp cả phần Hải Dương cũ (437 sản phẩm), thành phố Hải Phòng đang có 698 sản phẩm OCOP.",
        ["certified_products 437 @former_province Hải Dương", "certified_products 698"],
    ),
    "the nation's in brackets, then ranks": (
        "20/11/2025 - Tỉnh Đắk Lắk có 543 sản phẩm OCOP, bằng 3,2% của cả nước (16.855 sản phẩm); số 4 sao là 94 "
        "sản phẩm.",
        [
            "certified_products 543",
            "national_share_pct 3.2",
            "certified_products 16855 @national CẢ NƯỚC",
            "certified_products 94 4",
        ],
    ),
    "the nation left behind for a story": (
        "20/11/2025 - Cả nước đã có hơn 17.000 sản phẩm OCOP, nhưng ít người biết mật hoa dừa của một công ty ở "
        "Vĩnh Long từng gõ cửa ba lần.",
        ["certified_products 17000 above @national CẢ NƯỚC"],
    ),
    "TP HCM is no district": (
        "22/11/2025 - TP HCM có 763 sản phẩm OCOP, gồm 491 sản phẩm 3 sao, 272 sản phẩm 4 sao.",
        ["certified_products 763", "certified_products 491 3", "certified_products 272 4"],
    ),
    "mostly in some districts": (
        "Tỉnh Sơn La hiện có 180 sản phẩm OCOP, tập trung trên địa bàn huyện Mộc Châu, Mai Sơn.",
        ["certified_products 180"],
    ),
    "put forward by a district": (
        "Huyện Quang Bình có 8 sản phẩm được đề nghị UBND tỉnh công nhận 4 sao.",
        ["evaluated_products 8 4 @district Quang Bình"],
    ),
    "a firm that is led": (
        "Tỉnh Hà Giang: Hợp tác xã Sunfood được huyện hướng dẫn làm hồ sơ, nay đã có 4 sản phẩm OCOP 3 sao.",
        [],
    ),
    "the land of some goods": (
        "Thủ phủ cam Quỳ Hợp của tỉnh Nghệ An năm 2024 đã công nhận 14 sản phẩm OCOP.",
        ["newly_recognised_products 14 @district Quỳ Hợp"],
    ),
    "a district goes on": (
        "Tỉnh Quảng Ninh dẫn đầu. Huyện Tiên Yên hiện có 35 sản phẩm OCOP. Tổng số 18 chủ thể tham gia, gồm 10 "
        "hợp tác xã.",
        [
            "certified_products 35 @district Tiên Yên",
            "producers 18 @district Tiên Yên",
            "producers_cooperative 10 @district Tiên Yên",
        ],
    ),
    "the nation, and its ministry": (
        "Cả nước có hơn 17.000 sản phẩm OCOP, nhưng tiêu thụ còn khó. Bộ Nông nghiệp và Môi trường cho biết cả "
        "nước có 9.800 chủ thể.",
        ["certified_products 17000 above", "producers 9800"],
    ),
}


@pytest.mark.parametrize("manner", sorted(OTHERS))
def test_a_figure_of_others_is_never_the_documents_own(manner: str) -> None:
    text, expected = OTHERS[manner]
    assert figures(text) == expected


@pytest.mark.parametrize(
    ("text", "province", "level"),
    [
        (
            "Sở Nông nghiệp tỉnh Bạc Liêu: huyện Hòa Bình có điểm bán. Tỉnh có 131 sản phẩm OCOP.",
            "Bạc Liêu",
            "province",
        ),
        ("Gian hàng huyện Bắc Sơn. Toàn tỉnh có 84 sản phẩm OCOP.", "Lạng Sơn", "province"),
        ("Toàn huyện Yên Thế có 23 sản phẩm OCOP.", "Bắc Giang", "district"),
        ("Cả nước có 10.322 sản phẩm OCOP, Hà Nội có 2.711 sản phẩm.", "CẢ NƯỚC", "national"),
        ("08/10/2025 - Đồng Nai có 496 sản phẩm OCOP, 6 sản phẩm ở phường Bình Phước.", "Đồng Nai", "province"),
        ("Quảng Ninh: mưa to\n\nHà Nội công nhận 108 sản phẩm OCOP năm 2024.", "Hà Nội", "province"),
        ("TP.HCM hiện có 66 sản phẩm OCOP.", "Hồ Chí Minh", "province"),
        ("Tỉnh Thừa Thiên – Huế năm 2020 có 17 sản phẩm OCOP.", "Thừa Thiên Huế", "province"),
        ("10/11/2025 - TP Huế có 150 sản phẩm OCOP.", "Huế", "province"),
        ("Hôm nay trời đẹp.", None, "none"),
    ],
)
def test_whom_a_document_speaks_for(text: str, province: str | None, level: str) -> None:
    reading = of(text)
    assert (reading.province, reading.level) == (province, level)


@pytest.mark.parametrize(
    ("text", "basis"),
    [
        ("20/10/2025 - Tỉnh Lào Cai có 605 sản phẩm OCOP.", "post-2025-07"),
        ("20/10/2023 - Tỉnh Lào Cai có 175 sản phẩm OCOP.", "pre-2025-07"),
        ("Tỉnh Bến Tre có 316 sản phẩm OCOP.", "pre-2025-07"),
        ("Sau sáp nhập, tỉnh Lào Cai có 604 sản phẩm OCOP.", "post-2025-07"),
        ("Tỉnh Lào Cai có 175 sản phẩm OCOP; cấp huyện chấm 3 sao.", "pre-2025-07"),
        ("Tỉnh Lào Cai có 175 sản phẩm OCOP.", "unknown"),
    ],
)
def test_the_code_set_of_the_names(text: str, basis: str) -> None:
    assert of(text).admin_basis == basis


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("03/11/2025 - Tỉnh Hà Tĩnh có 437 sản phẩm OCOP.", (None, None, "2025-11-03")),
        ("03/11/2025 - Cuối năm 2024 tỉnh Hà Tĩnh có 437 sản phẩm OCOP.", (None, None, "2024")),
        ("Tỉnh Hà Tĩnh hiện có 437 sản phẩm OCOP.", (None, None, None)),
        ("Đến ngày 30/9, tỉnh Hà Tĩnh có 437 sản phẩm OCOP.", (None, None, None)),
        ("Giai đoạn 2019 - 2022, tỉnh Hà Tĩnh có 437 sản phẩm OCOP.", ("2019", "2022", None)),
        ("03/11/2024 - Giai đoạn 2021 - 2025, tỉnh Hà Tĩnh có 437 sản phẩm OCOP.", (None, None, "2024-11-03")),
        ("Đợt 1 năm 2022, tỉnh Hà Tĩnh công nhận 40 sản phẩm OCOP.", ("2022", "2022", None)),
        ("Đến năm 2025, tỉnh Hà Tĩnh phấn đấu có 300 sản phẩm OCOP.", (None, "2025", None)),
        ("Năm 2024, tỉnh Hà Tĩnh phấn đấu có thêm 30 sản phẩm OCOP.", ("2024", "2024", None)),
        ("12/10/2024 - Trong 9 tháng đầu năm, tỉnh Hà Tĩnh công nhận mới 27 sản phẩm.", ("2024-01", "2024-09", None)),
        ("10/10/2024 - Trong 6 tháng tới, tỉnh Hà Tĩnh phấn đấu công nhận 20 sản phẩm OCOP.", (None, None, None)),
        ("14/10/2025 - Năm 2024 có thay đổi; nay tỉnh Hà Tĩnh có 512 sản phẩm OCOP.", (None, None, "2025-10-14")),
        ("Hà Tĩnh, 25/11/2025 (TTXVN) - UBND tỉnh vừa thu hồi chứng nhận của 11 sản phẩm OCOP.", (None, None, None)),
        ("08/10/2024 - Tỉnh Hà Tĩnh tăng 27 sản phẩm OCOP so với năm 2023.", ("2023", "2024", None)),
        ("16/01/2026 (TTXVN) - Tỉnh Hà Tĩnh hiện có 437 sản phẩm OCOP.", (None, None, "2026-01-16")),
        ("Kết quả năm 2024: tỉnh Hà Tĩnh có 23 sản phẩm OCOP được công nhận mới.", ("2024", "2024", None)),
        ("Tháng 11/2024. Tỉnh Hà Tĩnh có 437 sản phẩm OCOP.", (None, None, "2024-11")),
        ("Giai đoạn 2021 - 2025. Tỉnh Hà Tĩnh công nhận mới 200 sản phẩm OCOP.", ("2021", "2025", None)),
        ("Sau đợt đánh giá năm 2024, tỉnh Hà Tĩnh có thêm 35 sản phẩm OCOP.", ("2024", "2024", None)),
        ("Bản tin ngày 17/4/2023\n\nToàn tỉnh Kon Tum có 206 sản phẩm OCOP.", (None, None, "2023-04-17")),
        (
            "Đến năm 2020 tỉnh Lai Châu mới chấm OCOP lần đầu. Hội đồng công nhận mới 38 sản phẩm.",
            ("2020", "2020", None),
        ),
        (
            "Hội nghị tổng kết giai đoạn 2018 - 2020: đến hết năm 2020, tỉnh Hà Tĩnh có 120 sản phẩm OCOP.",
            (None, None, "2020"),
        ),
        (
            "UBND TỈNH LAI CHÂU - KẾ HOẠCH thực hiện OCOP năm 2023\n\nMục tiêu cụ thể:\n- Công nhận mới 25 sản phẩm.",
            ("2023", "2023", None),
        ),
        (
            "Hà Tĩnh, 15/01/2026 - Văn phòng công bố kết quả OCOP năm 2025.\n\nTỉnh Hà Tĩnh công nhận mới 37 sản phẩm.",
            ("2025", "2025", None),
        ),
        (
            "Khép lại đợt chấm năm 2023 hôm 26/12, tỉnh Hà Tĩnh công nhận mới 92 sản phẩm OCOP.",
            ("2023", "2023", None),
        ),
        (
            "10/07/2024 - Trong 6 tháng cuối năm, tỉnh Hà Tĩnh phấn đấu công nhận 20 sản phẩm OCOP.",
            ("2024-07", "2024-12", None),
        ),
        (
            "SƠ KẾT OCOP TỈNH HÀ TĨNH GIAI ĐOẠN 2021 - 2024\n\n- Kết quả: 262 sản phẩm được công nhận.",
            ("2021", "2024", None),
        ),
    ],
)
def test_when_a_figure_holds(text: str, dates: tuple[str | None, str | None, str | None]) -> None:
    (figure,) = of(text).figures
    assert (figure.period_from, figure.period_to, figure.as_of) == dates


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        (
            "Tính đến 30/11/2024, tỉnh Lạng Sơn từng công nhận 200 sản phẩm OCOP; riêng năm 2024, 4 sản phẩm bị "
            "thu hồi. "
            "Thành thử chỉ còn 196 sản phẩm.",
            (None, None, "2024-11-30"),
        ),
        (
            "Hết tháng 6/2023, tỉnh Hà Tĩnh có 437 sản phẩm OCOP. Cũng tới mốc ấy, 165 sản phẩm đã lên sàn.",
            (None, None, "2023-06"),
        ),
        (
            "Kế hoạch giai đoạn 2018 - 2020 là 80 sản phẩm, vậy mà đến hết năm 2020 tỉnh Hà Tĩnh đã có 195 sản "
            "phẩm OCOP.",
            (None, None, "2020"),
        ),
        (
            "10/12/2022 - Kỳ chấm cuối năm 2022 có 27 sản phẩm OCOP của Hà Giang được công nhận, nâng tổng số lên 239.",
            (None, None, "2022-12-10"),
        ),
        (
            "Hai năm 2021-2022, tỉnh Hà Tĩnh công nhận mới 98 sản phẩm (năm 2021: 45 sản phẩm; năm 2022: 53 sản phẩm), "
            "đạt 108,9% kế hoạch.",
            ("2021", "2022", None),
        ),
    ],
)
def test_the_last_figure_takes_the_time_that_was_told_before(
    text: str, dates: tuple[str | None, str | None, str | None]
) -> None:
    figure = of(text).figures[-1]
    assert (figure.period_from, figure.period_to, figure.as_of) == dates


def test_a_title_that_says_less_is_not_a_second_figure() -> None:
    text = (
        "Hà Tĩnh vượt mốc 2.400 sản phẩm\n\nTỉnh Hà Tĩnh có 2.461 sản phẩm OCOP từ 3 sao trở "
        "lên.\n\nẢnh: 2.461 sản phẩm OCOP"
    )
    assert figures(text) == ["certified_products 2461 3+"]


def test_ever_certified_less_lapsed_is_what_is_in_force() -> None:
    text = (
        "Tỉnh Gia Lai có 409 sản phẩm OCOP; 104 sản phẩm đã hết hạn, còn 305 sản phẩm (264 sản phẩm 3 "
        "sao, 41 sản phẩm 4 sao)."
    )
    assert figures(text)[:3] == ["certified_products_cumulative 409", "expired_products 104", "certified_products 305"]


def test_parts_are_no_headlines() -> None:
    reading = of("Tỉnh Gia Lai có 305 sản phẩm OCOP: 264 sản phẩm 3 sao, 41 sản phẩm 4 sao; có 161 chủ thể.")
    assert [(f.value, f.breakdown, f.is_headline) for f in reading.figures] == [
        (305, "b1", True),
        (264, "b1", False),
        (41, "b1", False),
        (161, None, True),
    ]
