"""Codes that stand where a code of the reference data would: none of them is one."""

OTHER_CODE = "other"
"""Stands for a focus area or an organisation that a list names, but that is none of the reference data's."""

OPEN_CODE = "open"
"""Stands for the home of an initiative that a person has still to place in the structure of a day."""

COMMON_CODE = "common"
"""Stands for the home of an initiative that belongs to no single area of a day, as a person has decided."""
