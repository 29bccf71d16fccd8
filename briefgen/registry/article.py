"""Names of states and organisations that have an article inside an English sentence: "the United States"."""

from __future__ import annotations

import re

_WITH_ARTICLE = re.compile(
    r"(United |.*\b(Republic|Kingdom|Emirates|Islands|Nations|Union|Ministry|Department|Army|Navy|Council|Commission"
    r"|Committee|Agency|Organi[sz]ation|Authority|Court|Party|Parliament|League|Front|Movement|Treasury|Directorate|Bureau|Office|Senate"
    r"|Secretariat|Embassy|Mission|Guard|Police|Military|Brotherhood|Observatory|Association|Federation|Group|Fund|Forces|West"
    r"|Service|Media|Balkans|Chamber|Coordination|Coalition|Alliance|Assembly|Congress|Command|Tribunal|Corps|Staff"
    r"|[cC]ommunity|[aA]dministration|[cC]oalition|[oO]pposition|[jJ]unta|[fF]amily|(World|Central|Development) Bank)\b"
    r"|Netherlands|Philippines|Maldives|Bahamas|Gambia|Holy See|Vatican|Taliban|Houthis|Pentagon|Kremlin)"
)


def takes_article(name: str) -> bool:
    """Whether a state's or organisation's name has an article."""
    return bool(_WITH_ARTICLE.match(name))


def with_article(name: str) -> str:
    """A state's or organisation's name as it stands in a sentence: "the United States", "Turkey"."""
    return f"the {name}" if takes_article(name) else name
