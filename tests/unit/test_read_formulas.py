"""Formulas of conditional formats, worked out as Excel would."""

import datetime as dt

import pytest

from etl.read.formula_values import Cells, NotUnderstoodError, NoValueError, SpentError, truth
from etl.read.formulas import work_out

ROWS = [
    ["Rød", 3.0, dt.date(2026, 9, 1), None, "Kritisk: mangler læge"],
    ["grøn", 1.0, dt.date(2027, 3, 31), "x", None],
    ["Gul", 2.0, None, True, "obs"],
]
TODAY = dt.date(2026, 10, 15)


def cells(left=10_000):
    return Cells(ROWS, 1, TODAY, left)


def answer(formula, row=1, column=1, origin=(1, 1)):
    return work_out(formula, origin, cells())(row, column)


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("1+2*3", 7),
        ("(1+2)*3", 9),
        ("-2^2", 4),
        ("50%", 0.5),
        ('"a"&"b"&1', "ab1"),
        ('$A1="rød"', True),
        ('AND($A1="Rød",B1>2,NOT(ISBLANK(E1)))', True),
        ('OR($A1="Gul",$B1=3)', True),
        ('IF(B1>2,"ja","nej")', "ja"),
        ("IF(FALSE,1)", False),
        ('ISNUMBER(SEARCH("kritisk",E1))', True),
        ('ISNUMBER(SEARCH("k*k:",$E$1))', True),
        ('ISERROR(FIND("kritisk",E1))', True),
        ('SEARCH("m?ng*e",E1)', 10),
        ('COUNTIF(A1:A3,"[a]")', 0),
        ('IFERROR(SEARCH("x",E1),0)', 0),
        ('LEFT(E1,3)="KRI"', True),
        ("RIGHT(E1,4)", "læge"),
        ("MID(E1,2,3)", "rit"),
        ("LEN(TRIM(D1))=0", True),
        ("C1<DATE(2026,10,1)", True),
        ("DATE(2026,13,0)=DATE(2026,12,31)", True),
        ("TODAY()-C1", 44),
        ("AND(C1<>0,C1<TODAY())", True),
        ("YEAR(C1)*100+MONTH(C1)", 202609),
        ("EOMONTH(C1,-1)=DATE(2026,8,31)", True),
        ("EDATE(DATE(2027,1,31),1)=DATE(2027,2,28)", True),
        ("WEEKDAY(C1,2)", 2),
        ("MAX($B$1:$B$3)", 3),
        ("SUM(B:B)", 6),
        ("COUNTA(A1:E1)", 4),
        ('COUNTIF($A$1:$A$3,"g*")', 2),
        ('COUNTIF(B1:B3,">=2")', 2),
        ("AVERAGE(B1:B3)=B3", True),
        ("ROUND(2.5,0)", 3),
        ("MOD(ROW(),2)=1", True),
        ("D1=0", True),
        ('D1=""', True),
        ("A1>1000", True),
        ("_xlfn.XOR(TRUE,FALSE())", True),
    ],
)
def test_what_a_formula_comes_to(formula, expected):
    assert answer(formula) == expected


def test_a_formula_looks_as_far_away_as_it_is_written_for():
    assert [answer('$A2="gul"', row, 3, origin=(2, 3)) for row in (2, 3)] == [False, True]
    assert answer("A$1", 3, 2, origin=(2, 1)) == 3.0


@pytest.mark.parametrize(
    "formula",
    [
        *("", "1+", "Ark2!A1=1", "VLOOKUP(A1,B1:C3,2)", "grænse>2", "A1:B2=1", "(1", '"x', "A1#", "IF(1)"),
        *("(" * 60 + "1" + ")" * 60, "1+" * 2000 + "1"),
    ],
)
def test_what_is_not_worked_out_is_told_apart(formula):
    with pytest.raises(NotUnderstoodError):
        answer(formula)


@pytest.mark.parametrize("formula", ["1/0", 'VALUE("x")', "10^999", "DATE(99999,1,1)", "MID(A1,0,1)"])
def test_an_error_is_no_value(formula):
    with pytest.raises(NoValueError):
        answer(formula)


def test_without_a_day_today_is_not_understood():
    with pytest.raises(NotUnderstoodError):
        work_out("TODAY()>1", (1, 1), Cells(ROWS, 1))


def test_what_is_looked_at_is_bounded():
    with pytest.raises(SpentError):
        work_out("SUM(A1:E3)", (1, 1), cells(left=10))(1, 1)


def test_only_yes_no_and_numbers_are_conditions():
    assert [truth(value) for value in (True, 2.0, None, "TRUE")] == [True, True, False, True]
    with pytest.raises(NoValueError):
        truth("x")
