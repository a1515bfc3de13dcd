"""Invented reports of several places and years, each long enough to be taken for one, and no two alike."""

from __future__ import annotations

from pathlib import Path

from zreport.corpus.scan import scan

_LEADERS = {"市": "市长", "县": "县长", "区": "区长"}
_PARTS = "农业农村 工业园区 商贸物流 城市更新 乡镇建设 生态环境 教育事业 医疗卫生 文化旅游 社会保障 安全生产 基层治理 营商环境 科技创新"
_SAID = (
    "{place}的{part}在{year}年继续向好，各方面的基础更加牢固，群众的感受更加真切，发展的底气更加充足。",
    "围绕{part}，{place}在{year}年把工作做细做实，部门之间协同更紧，办事流程更简，服务更加周到。",
    "{year}年里，{place}坚持问题导向，{part}中的短板得到补齐，遗留的难题逐步化解，群众的满意程度不断提高。",
)


def invented(place: str, year: int, review: str, plan: str, more: str = "") -> str:
    """Write the report that a place (in full) hears in the January of a year."""
    short = place.rpartition("市")[2] or place.rpartition("省")[2]
    lines = [line.format(place=short, part=part, year=year - 1) for part in _PARTS.split() for line in _SAID]
    half = len(lines) // 2
    return "\n".join(
        [
            "政府工作报告",
            f"——{year}年1月20日在{short}第八届人民代表大会第一次会议上",
            f"{short}人民政府{_LEADERS.get(short[-1], '市长')}　某某",
            "各位代表：",
            "现在，我代表市人民政府向大会报告政府工作，请予审议，并请政协委员和列席人员提出意见。",
            f"一、{year - 1}年工作回顾",
            review,
            *lines[:half],
            more,
            f"二、{year}年工作安排",
            plan,
            *(line.replace(f"{year - 1}年", f"{year}年").replace("继续", "将继续") for line in lines[half:]),
            "各位代表，让我们团结一心，真抓实干，为完成全年目标任务而努力奋斗！",
        ]
    )


def scanned(folder: Path, texts: dict[str, tuple[str, str, str]]) -> Path:
    """Scan texts, by file with place and day; return the folder of the rows."""
    home = folder / "texts"
    home.mkdir(parents=True)
    lines = ["file,place,date"]
    for name, (place, day, text) in texts.items():
        (home / name).write_text(text, "utf-8")
        lines += [f'"{name}",{place},{day}'] * bool(place)
    (folder / "places.csv").write_text("\n".join(lines) + "\n", "utf-8")
    scan(home, folder / "rows", folder / "places.csv", workers=0)
    return folder / "rows"
