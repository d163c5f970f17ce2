"""Which line is missing, which query gives these rows, what a comment, a terminal or a table says that code gives."""

import pytest

from learning.checks import Check, Option
from learning.checks.review import flaws_of
from providers.offline.reading.facts.grids import grids_of
from providers.offline.reading.facts.lead_ins import does_of
from providers.offline.reading.facts.other_code import is_plain_shell, unknown_in, without_last_value
from providers.offline.reading.facts.reckoning import reckoned
from providers.offline.writing.questions.mutants import does_something, misread
from providers.offline.writing.questions.of_code import of_code as of_inline_code
from providers.offline.writing.questions.of_grids import of_grids
from providers.offline.writing.questions.of_lead_ins import of_lead_ins
from providers.offline.writing.questions.of_missing_lines import of_missing_lines
from providers.offline.writing.questions.of_outputs import by_number, of_outputs
from providers.offline.writing.questions.of_queries import of_queries
from providers.offline.writing.questions.vectors import vectors_like
from tests.providers.test_offline_kinds import asked, corpus, defined
from tests.providers.test_offline_outputs import of_code

LOOP = "total = 0\nfor crew in [3, 5, 8]:\n    total += crew\nprint(total)"


def listing(code: str, label: str = "python", after: str = "") -> str:
    return f"# Boats\n\n## Crews\n\nA crew counts its sails.\n\n```{label}\n{code}\n```\n\n{after}\n"


def test_each_wrong_line_gives_something_else_than_the_right_one() -> None:
    [question] = asked(of_missing_lines, listing(LOOP))
    code = question.stem.split("```python\n")[1].split("```")[0]
    assert "____" in code
    assert "```text\n16\n```" in question.stem
    given = {text: reckoned(code.replace("____", text.strip("`"))) for text in (question.key, *question.wrong)}
    assert given[question.key] == reckoned(LOOP)
    assert len(question.wrong) >= 2
    assert all(given[text] and given[text] != given[question.key] for text in question.wrong)


@pytest.mark.parametrize(
    "code",
    [
        "print('ahoy')",
        "name = 'Ada'\nage = 30\nprint(name, age)",
        "import random\nsails = [1, 2, 3]\nprint(random.choice(sails))",
    ],
)
def test_no_line_is_asked_for_where_nothing_is_decided_or_the_output_is_not_reckoned(code: str) -> None:
    assert not asked(of_missing_lines, listing(code))


def test_code_that_only_writes_what_it_names_is_not_asked() -> None:
    assert not does_something("sails = ['jib', 'main']\nprint('Sails:', sails)")
    assert not does_something("2 + 3")
    assert does_something("2 + 3 * 4")
    assert does_something("sails = ['jib', 'main']\nprint(sails[-1])")


def test_code_is_misread_by_its_ways_and_not_by_other_literals() -> None:
    code = "depth = 4\nif depth > 6:\n    print('deep')\nelse:\n    print('flat')\nprint('end')"
    found = misread(code, code)
    assert {"deep\nend", "deep\nflat\nend"} <= {*found}
    counted = "sails = [1, 3]\nfor sail in sails:\n    print(sail)"
    assert not any("2" in text or "4" in text for text in misread(counted, counted))
    assert misread("3 + 5 * 4", "3 + 5 * 4")[0] == "32"


QUERIES = """# Boats

## Sorting

The table has all boats of the harbour.

```sql
SELECT name, mast FROM boat;
```

| name | mast |
| ---- | ---- |
| Gull | 12   |
| Tern | 9    |
| Auk  | 15   |

The rows can be sorted.

```sql
SELECT name, mast FROM boat ORDER BY mast;
```

| name | mast |
| ---- | ---- |
| Tern | 9    |
| Gull | 12   |
| Auk  | 15   |

And some can be left out.

```sql
SELECT name, mast FROM boat WHERE mast > 10;
```

| name | mast |
| ---- | ---- |
| Gull | 12   |
| Auk  | 15   |
"""


def test_a_query_is_told_by_its_rows_among_others_that_certainly_give_other_rows() -> None:
    found = {question.key.strip("`"): question for question in asked(of_queries, QUERIES)}
    ordered = found["SELECT name, mast FROM boat ORDER BY mast;"]
    assert "`SELECT name, mast FROM boat ORDER BY mast DESC;`" in ordered.wrong
    assert "`SELECT name, mast FROM boat;`" not in ordered.wrong  # the same rows, in whatever order
    chosen = found["SELECT name, mast FROM boat WHERE mast > 10;"]
    assert "`SELECT name, mast FROM boat WHERE mast <= 10;`" in chosen.wrong
    assert "Gull | 12\nAuk | 15" in chosen.stem


def test_data_that_queries_ask_for_are_no_table_to_be_known() -> None:
    assert not asked(of_grids, QUERIES)


def test_queries_with_two_equal_results_are_not_told_apart() -> None:
    twice = (
        QUERIES
        + "\n\nAlso so:\n\n```sql\nSELECT name, mast FROM boat WHERE mast >= 12;\n```\n\n"
        + ("| name | mast |\n| ---- | ---- |\n| Gull | 12   |\n| Auk  | 15   |\n")
    )
    keys = {question.key for question in asked(of_queries, twice)}
    assert "`SELECT name, mast FROM boat WHERE mast > 10;`" not in keys


COMMENTS = {
    "alert": ("js", "alert( 9 && 7 ); // 7 (the last one)", "`7`"),
    "log": ("js", 'console.log("4" - 2) // 2', "`2`"),
    "expression": ("js", 'typeof "mast" // "string"', None),
    "printf": ("c", 'int x = 7;\nprintf("%d\\n", x / 2);  // 3', "`3`"),
    "assertion": ("rust", "let sails = vec![4, 7];\nassert_eq!(sails[0] + sails[1], 11);", "`11`"),
    "shell": ("bash", "masts=7\necho $((masts / 2)) # 3", "`3`"),
    "go": ("go", "a := 7\nfmt.Println(a % 4) // 3", "`3`"),
}


@pytest.mark.parametrize("form", COMMENTS)
def test_a_comment_with_nothing_but_a_value_says_what_the_line_gives(form: str) -> None:
    label, code, key = COMMENTS[form]
    found = of_code(code, label)
    assert [question.key for question in found] == ([key] if key else [])
    assert not any("//" in question.stem for question in found)


@pytest.mark.parametrize(
    ("label", "code"),
    [
        ("js", "let masts = 7; // 3 sails each"),
        ("js", "console.log(mast) // prints the mast"),
        ("js", "1e-3 === 1 / 1000; // 0.001"),
        ("c", "int hoist(int a); // 3"),
        ("c", 'printf("%d\\n", j); // 10'),
        ("bash", "ls *.txt | wc -l # 3"),
        ("bash", "$ ls\nboats.txt"),
    ],
)
def test_other_comments_say_nothing_of_it(label: str, code: str) -> None:
    assert not of_code(code, label)


PROGRAM = """fn main() {
    let masts = double(6);
    println!("There are {masts} masts");
}

fn double(count: i32) -> i32 {
    count * 2
}"""


def test_what_a_program_prints_is_read_where_the_source_runs_it() -> None:
    ran = "```console\n$ cargo run\n   Compiling boats v0.1.0\n    Finished dev in 0.31s\nThere are 12 masts\n```"
    [question] = asked(of_outputs, listing(PROGRAM, "rust", ran))
    assert question.key == "`There are 12 masts`"
    assert "`There are 6 masts`" in question.wrong
    failed = "```console\n$ cargo run\nerror[E0425]: cannot find value `masts`\n```"
    assert not asked(of_outputs, listing(PROGRAM, "rust", failed))


def test_the_error_that_a_listing_ends_in_is_asked_among_errors() -> None:
    shown = "```error\nTraceback (most recent call last)\nIndexError: list index out of range\n```"
    [question] = asked(of_outputs, listing("sails = ['jib', 'main']\nsails[2]", "python", shown))
    assert question.key == "`IndexError`"
    assert all(text.endswith("Error`") for text in question.wrong)


def test_part_of_a_program_is_never_shown_without_the_rest_of_its_block() -> None:
    code = 'fn main() {\n    let a = 7;\n    println!("{}", a / 2);  // prints 3\n    let b = 2;\n}'
    [question] = of_code(code, "rust")
    assert question.stem.count("{") - question.stem.count("{}") == question.stem.count("}") - question.stem.count("{}")
    assert "let b = 2;" in question.stem


def test_vectors_of_r_are_taken_for_others_of_the_same_code() -> None:
    code = 'sails <- c("jib", "main")\nnchar(sails)'
    assert "[1] 2" in vectors_like("[1] 3 4", code)
    assert "[1] FALSE TRUE" in vectors_like("[1] TRUE FALSE", "sails > 3")
    assert not vectors_like("[1] " + " ".join("123456789"), code)


def test_code_that_reads_what_nobody_set_is_not_asked() -> None:
    assert unknown_in([], "x + 1")
    assert not unknown_in(["x = 3"], "x + 1")
    assert without_last_value('x <- c("a", "b")\nnchar(x)') == 'x <- c("a", "b")'
    assert without_last_value("x <- 3") == "x <- 3"


def test_shell_code_is_plain_where_it_asks_nothing_of_the_machine() -> None:
    assert is_plain_shell('name="Gull"\necho ${name:0:2}')
    assert not is_plain_shell("echo $HOME")
    assert not is_plain_shell("echo $(date)")
    assert not is_plain_shell("wc -l boats.txt")


def test_options_with_a_number_each_are_in_its_order() -> None:
    assert by_number(["-2 is cold", "3 is mild", "-4 is cold"]) == ["-4 is cold", "-2 is cold", "3 is mild"]
    assert not by_number(["cold", "3 is mild"])


KEYS = """# Keys

## Moving

| Key      | Description                      | Type |
| -------- | -------------------------------- | ---- |
| `r`      | Reef the main sail               | a    |
| `R`      | Reef all sails at once           | b    |
| `h`      | Hoist the jib                    | a    |
| `anchor` | Drop the anchor                  | b    |
| `w`      | Wear the ship round. {long} | b |
""".replace("{long}", "Slower than tacking, but safe in a strong wind, " + "which is why small crews prefer it " * 3)


def test_keys_differ_in_their_case_and_long_cells_are_told_by_their_first_sentence() -> None:
    found = asked(of_grids, KEYS)
    told = {question.key for question in found} | {text for question in found for text in question.wrong}
    assert {"`r`", "`R`"} <= told or {"Reef the main sail", "Reef all sails at once"} <= told
    read = corpus(KEYS)
    [grid] = grids_of(read.places, read.language)
    assert "Wear the ship round" in grid.column(1)
    assert not any("type" in question.stem.lower() for question in found)


def test_a_row_whose_name_is_its_cell_is_not_asked_for_it() -> None:
    table = "| Field | Meaning |\n| --- | --- |\n" + "".join(
        f"| `{name}` | {said} |\n"
        for name, said in (("mast.id", "Mast ID"), ("crew.id", "Crew ID"), ("sail.id", "Sail ID"), ("x.day", "Tide"))
    )
    assert not any(question.key == "Mast ID" for question in asked(of_grids, f"# Log\n\n## Fields\n\n{table}"))


def test_a_sentence_says_what_the_code_below_does() -> None:
    assert does_of("The following query counts the boats of each harbour:", "en") == "counts the boats of each harbour"
    assert does_of("Die folgende Abfrage zählt die Boote im Hafen:", "de") == "zählt die Boote im Hafen"
    assert not does_of("The following example shows how to count boats:", "en")
    assert not does_of("This example uses the table above:", "en")


def test_code_of_queries_is_asked_by_what_its_sentence_says() -> None:
    parts = (
        ("counts the boats of each harbour", "SELECT harbour, count(*) FROM boat GROUP BY harbour;"),
        ("lists boats by the height of the mast", "SELECT name FROM boat ORDER BY mast;"),
        ("removes every boat without a crew", "DELETE FROM boat WHERE crew IS NULL;"),
    )
    text = "\n\n".join(f"The following query {said}:\n\n```sql\n{code}\n```" for said, code in parts)
    found = asked(of_lead_ins, f"# Boats\n\n## Queries\n\n{text}\n")
    assert "`DELETE FROM boat WHERE crew IS NULL;`" in {question.key for question in found}


def test_what_serves_to_an_end_is_asked_by_the_end() -> None:
    lines = ("`reef` is used to shorten a sail.", "Use `hoist` to raise a flag.", "Use `moor` to tie a boat up.")
    more = "The `reef` command waits.\n\nThe `hoist` command and the `moor` command wait."
    text = "\n\n".join(("# Boats", "## Commands", *lines, more))
    found = asked(of_inline_code, f"{text}\n")
    assert {"`hoist`", "`moor`"} <= {
        question.key for question in found if "flag" in question.stem or "tie" in question.stem
    }


def test_only_comments_that_say_what_to_do_stand_for_the_line_below() -> None:
    text = (
        "# Log\n\n## Code\n\n```rust\n// {}\nlet tides = vec![1, 2, 3];\n\n// Print every page\nlog show --all\n```\n"
    )
    assert "`let tides = vec![1, 2, 3];`" not in defined(
        text.replace("{}", "Variables can be overwritten with shadowing")
    )
    assert "`log show --all`" in defined(text.replace("{}", "Tides are numbers"))


@pytest.mark.parametrize(
    ("label", "code"),
    [
        ("crystal", "enum Mast\n  Fore # 0\n  Main # 1\nend"),
        ("js", "const mast = 3;\nconst mast = 4;\nconsole.log(mast * 2); // 8"),
        ("js", "function hoist() {\n  console.log(7 % 4); // 3\n}"),
    ],
)
def test_names_in_a_list_and_code_that_does_not_run_give_nothing(label: str, code: str) -> None:
    assert not of_code(code, label)


def test_what_failed_before_a_blank_line_is_not_shown_with_what_comes_behind_it() -> None:
    [question] = of_code("Big(4.2);\nBig(NaN);\n\nNumber(2 ** 3 + 1); // 9", "js")
    assert "NaN" not in question.stem


def test_what_a_block_sets_for_itself_is_not_taken_for_what_comes_later() -> None:
    code = "function twice(x = 4) {\n  return x * 2;\n}\nconsole.log(twice(3)) // 6"
    [question] = of_code(code, "js", before="```js\n  => {\n    const x = 2;\n    return x;\n  }\n```")
    assert "const x" not in question.stem


def test_lines_with_the_same_number_twice_are_no_row_of_numbers() -> None:
    def flaws(*lines: str) -> set[str]:
        options = [Option(id=name, text=f"`{line}`") for name, line in zip("abcd", lines, strict=True)]
        check = Check(id="q1", kind="multiple_choice", stem="Which line is missing?", options=options, answer="a")
        return {flaw.letters for flaw in flaws_of(check)}

    assert "CUE" not in flaws("mast += 5", "mast -= 5", "mast += 6", "mast += 4")
    assert "CUE" in flaws("mast += 5", "mast += 3", "mast += 6", "mast += 4")


def test_two_wrong_lines_never_come_to_the_same() -> None:
    code = "masts = []\nfor n in range(4):\n    masts.append(n * 2)\nprint(masts)"
    [question] = asked(of_missing_lines, listing(code))
    shown = question.stem.split("```python\n")[1].split("```")[0]
    given = [reckoned(shown.replace("____", text.strip("`"))) for text in (question.key, *question.wrong)]
    assert len({one.text for one in given if one}) == len(given)
