"""Tables of people as spreadsheets save them: letters, separators, headings, and rows that cannot be trusted."""

from pathlib import Path

import pytest

from simkit.errors import SimkitError
from simkit.records.headings import Column
from simkit.records.people import People, Reading
from simkit.records.problems import Problems

COLUMNS = [
    Column("sales", "the result for sales"),
    Column("target:sales", "the target for sales", required=False, above=0.0),
    Column("base_pay", "a month's base pay", least=0.0),
]
PLAIN = "id,name,sales,base_pay\n1,张三,100,9000\n2,李四,200,8000\n"


def read(folder: Path, content: str | bytes, **reading: object) -> tuple[People, list[str]]:
    """The table in a file of this content, and its problems."""
    path = folder / "r.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    people = People.read(str(path), COLUMNS, reading=Reading(**reading))  # type: ignore[arg-type]
    problems = Problems("r.csv")
    list(people.blocks(1000, problems))
    return people, str(problems).splitlines()


def sales(people: People) -> dict[str, float]:
    """Id -> sales of the good rows."""
    blocks = people.blocks(2, Problems(""))
    return {who: made for block in blocks for who, made in zip(block.ids, block.numbers["sales"].tolist(), strict=True)}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le with mark"])
def test_letters_of_every_excel(tmp_path: Path, encoding: str) -> None:
    raw = b"\xff\xfe" + PLAIN.encode("utf-16-le") if "mark" in encoding else PLAIN.encode(encoding)
    people, wrong = read(tmp_path, raw)
    assert (sales(people), wrong) == ({"1": 100.0, "2": 200.0}, [])
    assert [block.names for block in people.blocks(9, Problems(""))] == [["张三", "李四"]]
    assert any("GBK" in note for note in people.notes) == encoding.startswith("gb")


def test_letters_that_are_named(tmp_path: Path) -> None:
    people, _ = read(tmp_path, PLAIN.replace("张三", "Müller").replace("李四", "é").encode("cp1252"), encoding="cp1252")
    assert next(people.blocks(9, Problems(""))).names == ["Müller", "é"]


@pytest.mark.parametrize("separator", [",", ";", "\t", "，", "|"])
def test_separators(tmp_path: Path, separator: str) -> None:
    people, wrong = read(tmp_path, PLAIN.replace(",", separator).replace("\n", "\r\n"))
    assert (sales(people), wrong) == ({"1": 100.0, "2": 200.0}, [])


def test_what_excel_says_of_the_separator_counts_as_a_row(tmp_path: Path) -> None:
    people, wrong = read(tmp_path, "sep=;\r\n" + PLAIN.replace(",", ";").replace("200", "x"))
    assert sales(people) == {"1": 100.0}
    assert wrong == ["r.csv: row 4, column C \"sales\": 'x' is not a number; write one such as 120000"]


def test_headings_in_any_order_and_spelling(tmp_path: Path) -> None:
    text = "\n Base Pay ,phone,SALES, Sales target ,工号,姓名\n9000,1,100,50,1,张三\n"
    people, wrong = read(tmp_path, text)
    (block,) = people.blocks(9, Problems(""))
    assert (wrong, block.rows, block.ids, block.names) == ([], [3], ["1"], ["张三"])
    assert {name: values.tolist() for name, values in block.numbers.items()} == {
        "sales": [100.0],
        "target:sales": [50.0],
        "base_pay": [9000.0],
    }
    assert people.notes == ["Not read, as the scheme does not ask for it: column B 'phone'."]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "r.csv: the file is empty; write headings in the first row, and a row a person"),
        ("\n \n", "r.csv: the file is empty; write headings in the first row, and a row a person"),
        (
            "id,sale,base_pay\n",
            "r.csv: the column \"sales\" is missing (the result for sales); is it 'sale'? Rename that column",
        ),
        (
            "sales\n",
            (
                'r.csv: the column "id" is missing (who it is: a number or a text that nobody else has); '
                "add it to the headings in the first row\n"
                'r.csv: the column "base_pay" is missing (a month\'s base pay); add it to the headings in the first row'
            ),
        ),
        ("id,sales,base pay,base_pay,ID,sales\n", 'r.csv: columns B and F are both "sales"; remove or rename one'),
        ("PK\x03\x04", "r.csv: this is an Excel workbook or a zip, not a CSV file; in Excel choose Save As, CSV UTF-8"),
        ("i\x00d", "r.csv: this is not a text; in Excel choose Save As, CSV UTF-8"),
    ],
)
def test_a_table_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, message: str) -> None:
    monkeypatch.chdir(tmp_path)
    Path("r.csv").write_text(text, "utf-8")
    with pytest.raises(SimkitError) as caught:
        People.read("r.csv", COLUMNS)
    assert str(caught.value) == message


def test_letters_that_cannot_be_read(tmp_path: Path) -> None:
    for raw, encoding in ((b"id,sales\n\xff\xff", None), (PLAIN.encode("gbk"), "utf-8"), (b"id", "rot13"), (b"", "x")):
        with pytest.raises(SimkitError, match=r"neither UTF-8 nor GBK|this is not utf-8|is not known"):
            read(tmp_path, raw, encoding=encoding)


def test_no_file_a_folder_or_no_path(tmp_path: Path) -> None:
    for name, said in (
        (tmp_path, "a folder"),
        (tmp_path / "no.csv", "no such file"),
        ("a\0b", r"a\\x00b: there"),
    ):
        with pytest.raises(SimkitError, match=said):
            People.read(str(name), COLUMNS)


def test_every_problem_has_its_row_and_column(tmp_path: Path) -> None:
    text = (
        "id,name,sales,base_pay,target:sales\r\n"
        '1,"two\r\nlines",100,9000,\r\n'  # a cell of two lines is one row of a spreadsheet
        "\r\n"
        "2,b,1,234,9000,50\r\n"
        "3,c,=1+1,-5,0\r\n"
        ",d,100,9000,50\r\n"
        '4,e,"1,500",9000\r\n'
        "1.23457E+11,f,100,9000,50\r\n"
        "5,g,-,,50\r\n"
        "4,h,100,9000,50\r\n"
        ",,,,\r\n"
        '6,"i"x,100,9000,50\r\n'
        "7,j,#N/A,9000,50\r\n"
    )
    people, wrong = read(tmp_path, text)
    assert sales(people) == {"1": 100.0}
    assert wrong == [
        "r.csv: row 4: there are 6 cells under 5 headings; put a number with commas in quotes",
        "r.csv: row 5, column C \"sales\": '=1+1' is a formula, and none is run; save the file with values",
        'r.csv: row 5, column D "base_pay": -5 is below 0; write a month\'s base pay',
        'r.csv: row 5, column E "target:sales": 0 is not above 0; write the target for sales, a number above it',
        'r.csv: row 6, column A "id": nobody stands here; write who it is',
        'r.csv: row 7, column A "id": 4 also stands in row 10; keep one row a person',
        (
            "r.csv: row 8, column A \"id\": '1.23457E+11' was shortened by the spreadsheet; "
            "make the column text and fill it anew"
        ),
        'r.csv: row 9, column C "sales": no number stands here; write the result for sales, 0 if there is none',
        'r.csv: row 9, column D "base_pay": no number stands here; write a month\'s base pay, 0 if there is none',
        'r.csv: row 10, column A "id": 4 also stands in row 7; keep one row a person',
        'r.csv: row 12: text follows a closing quotation mark "; write a quotation mark inside a text twice',
        (
            "r.csv: row 13, column C \"sales\": '#N/A' is an error of the spreadsheet; mend its formula there, "
            "or write the number"
        ),
    ]


def test_a_quotation_mark_that_is_never_closed(tmp_path: Path) -> None:
    people, wrong = read(tmp_path, PLAIN + '3,"c,100,9000\n4,d,100,9000\n')
    assert sales(people) == {"1": 100.0, "2": 200.0}
    assert wrong == [
        (
            'r.csv: row 4: a quotation mark " is opened and never closed, and the rest of the file is part of it; '
            "close or remove it"
        )
    ]


def test_the_same_person_in_two_periods(tmp_path: Path) -> None:
    people, wrong = read(tmp_path, "id,period,sales,base_pay\n1,Q1,100,1\n1,Q2,200,1\n1,Q2,300,1\n")
    assert [block.periods for block in people.blocks(9, Problems(""))] == [["Q1"]]
    assert wrong == [
        'r.csv: row 3, column A "id": 1 also stands in row 4; keep one row a person and period',
        'r.csv: row 4, column A "id": 1 also stands in row 3; keep one row a person and period',
    ]


def test_decimal_commas_are_told_by_the_file(tmp_path: Path) -> None:
    text = 'id;sales;base_pay\n1;1.234;9000\n2;"1 234,50";9000\n'
    people, wrong = read(tmp_path, text)
    assert (sales(people), wrong) == ({"1": 1234.0, "2": 1234.5}, [])
    assert people.notes == ["Read with decimal commas: 1.234,5 is one thousand two hundred and thirty-four and a half."]
    people, wrong = read(tmp_path, text.replace("1 234,50", "7"))
    assert sales(people) == {"2": 7.0}
    assert len(wrong) == 1
    assert "may be 1234 or 1.234" in wrong[0]
    assert sales(read(tmp_path, text.replace("1 234,50", "7"), decimal=".")[0]) == {"1": 1.234, "2": 7.0}


def test_a_hundred_problems_are_listed_and_the_rest_counted(tmp_path: Path) -> None:
    people, wrong = read(tmp_path, "id,sales,base_pay\n" + "".join(f"{i},x,y\n" for i in range(80)))
    assert sales(people) == {}
    assert len(wrong) == 101
    assert wrong[-1] == "... and 60 more problems"


@pytest.mark.parametrize("size", [1, 2, 3, 1000])
def test_blocks_change_no_row_and_no_message(tmp_path: Path, size: int) -> None:
    rows = [f'{i},"{i},000",{"x" if i % 3 == 0 else 9000}\n' for i in range(10, 40)] + ['9,"a"b,1\n']
    people, wrong = read(tmp_path, "id,sales,base_pay\n" + "".join(rows))
    problems = Problems("r.csv")
    found = [who for block in people.blocks(size, problems) for who in block.ids]
    assert found == [str(i) for i in range(10, 40) if i % 3]
    assert str(problems).splitlines() == wrong
    assert problems.rows == 11


def test_per_cent_signs_are_told(tmp_path: Path) -> None:
    people, _ = read(tmp_path, PLAIN.replace("100", "85%"))
    assert sales(people)["1"] == 0.85
    assert people.late_notes == ["Read with per cent signs: sales; 85% is 0.85 there."]
