"""The reading profile of a source: what people chose and what earlier readings taught about its list."""

from portfolio.profile.choosing import chosen, forgotten, signed
from portfolio.profile.codec import profile_json, profile_of
from portfolio.profile.learning import learnt
from portfolio.profile.lookup import Known, numbered, text_key
from portfolio.profile.rules import EMPTY, ColumnRule, MutedRule, Profile, SheetRule, WordRule
from portfolio.profile.toml import ProfileRefusedError, profile_of_toml, profile_toml

__all__ = [
    "EMPTY",
    "ColumnRule",
    "Known",
    "MutedRule",
    "Profile",
    "ProfileRefusedError",
    "SheetRule",
    "WordRule",
    "chosen",
    "forgotten",
    "learnt",
    "numbered",
    "profile_json",
    "profile_of",
    "profile_of_toml",
    "profile_toml",
    "signed",
    "text_key",
]
