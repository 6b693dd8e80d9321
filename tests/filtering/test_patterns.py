"""Patterns: what they find, what is wrong with them, and how long they may take."""

import time

import pytest

from bot.filtering.patterns import (
    LONGEST_PATTERN,
    MOST_WORD_INSTRUCTIONS,
    Pattern,
    check_pattern,
    compile_pattern,
)
from bot.policy.moderation.pattern import PatternFault
from tests.filtering.finding import hits, rule

SYNTAX, UNSUPPORTED = PatternFault.SYNTAX, PatternFault.UNSUPPORTED


async def test_a_pattern_finds_its_place_whatever_the_case() -> None:
    (hit,) = await hits("é Ein KÄTZCHEN, bitte", rule(patterns=("kätz[a-z]+",)))

    assert (hit.matched, hit.start, hit.end) == ("kätz[a-z]+", 6, 14)


async def test_a_pattern_is_searched_in_the_normal_form_too() -> None:
    (hit,) = await hits("é a \uff43\uff41\uff54s", rule(patterns=("cat",)))

    assert (hit.variant, hit.start, hit.end) == ("normal", 4, 7)


async def test_a_pattern_without_width_hits_at_its_place() -> None:
    (plain,) = await hits("é cat", rule(patterns=(r"\b",)))
    (normal,) = await hits("\uff43\uff41\uff54", rule(patterns=(r"t\b|\bc\b|\z\b",)))

    assert (plain.start, plain.end) == (2, 2)
    assert (normal.start, normal.end) == (2, 3)


async def test_a_pattern_sees_the_case_if_it_asks_for_it() -> None:
    shouting = rule(patterns=("(?-i:[A-Z]{4})",))

    assert len(await hits("a LOUD cat", shouting)) == 1
    assert await hits("a quiet cat", shouting) == []


@pytest.mark.parametrize(
    ("pattern", "fault", "position", "snippet"),
    [
        ("ab(", SYNTAX, 2, "("),
        ("((a)", SYNTAX, 0, "((a)"),
        ("(a))b", SYNTAX, 3, ")b"),
        ("é[b-a]", SYNTAX, 2, "b-a"),
        ("é[ab", SYNTAX, 1, "[ab"),
        ("ab**", SYNTAX, 2, "**"),
        ("[*]*+", SYNTAX, 3, "*+"),
        ("a|*", SYNTAX, 2, "*"),
        ("ab\\", SYNTAX, 2, "\\"),
        ("x{2,1}", SYNTAX, 1, "{2,1}"),
        ("x{1001}", SYNTAX, 1, "{1001}"),
        (r"\é", SYNTAX, 0, r"\é"),
        ("é(?=a)", UNSUPPORTED, 1, "(?="),
        ("(?<!a)b", UNSUPPORTED, 0, "(?<!"),
        (r"(a)\1", UNSUPPORTED, 3, r"\1"),
        ("(?P<n>x)(?P=n)", UNSUPPORTED, 8, "(?P=n"),
        ("(?x) a b", UNSUPPORTED, 0, "(?x)"),
        ("(?ix:a)", UNSUPPORTED, 0, "(?ix:"),
        ("(?>a)", UNSUPPORTED, 0, "(?>"),
        ("(?R)", UNSUPPORTED, 0, "(?R)"),
        (r"\b{start}a", UNSUPPORTED, 0, r"\b{start}"),
        (r"\u0041", UNSUPPORTED, 0, r"\u"),
        (r"\Ca", UNSUPPORTED, 0, r"\C"),
        (r"\p{Letter}", UNSUPPORTED, 0, r"\p{Letter}"),
        ("[a--b]", UNSUPPORTED, 1, "a--"),
        ("a*", PatternFault.MATCHES_EMPTY, 0, "a*"),
        ("", PatternFault.MATCHES_EMPTY, 0, ""),
        ("(.{1,30}){1,30}y", PatternFault.TOO_LARGE, 0, "(.{1,30}){1,30}y"),
        (r"\pL{20}", PatternFault.TOO_LARGE, 0, r"\pL{20}"),
        ("a(?:.{1,100}){1,50}", PatternFault.TOO_LARGE, 13, "{1,50}"),
        ("(?i)(a", SYNTAX, 4, "(a"),
        ("(?P<n>a[)]", SYNTAX, 0, "(?P<n>a[)]"),
        ("[(]a)", SYNTAX, 4, ")"),
    ],
)
def test_an_error_is_named_with_its_position(
    pattern: str, fault: PatternFault, position: int, snippet: str
) -> None:
    (problem,) = check_pattern(pattern)

    assert (problem.fault, problem.position, problem.snippet) == (fault, position, snippet)
    assert problem.is_error
    assert compile_pattern(pattern) is None


@pytest.mark.parametrize(
    ("pattern", "fault", "positions"),
    [
        (r"\bdé\b", PatternFault.ASCII_ONLY, [0, 4]),
        (r"x[\d\s]", PatternFault.ASCII_ONLY, [2, 4]),
        ("x[[:alpha:]]", PatternFault.ASCII_ONLY, [2]),
        ("[a&&b]", PatternFault.CLASS_OPERATOR, [2]),
        ("[a~~b]", PatternFault.CLASS_OPERATOR, [2]),
        ("[a[b]]", PatternFault.NESTED_CLASS, [2]),
        (r"\Qa.\E", PatternFault.OTHER_MEANING, [0]),
        ("xa{,3}", PatternFault.OTHER_MEANING, [2]),
        ("xa{2", PatternFault.OTHER_MEANING, [2]),
    ],
)
def test_what_means_something_else_in_automod_is_noted(
    pattern: str, fault: PatternFault, positions: list[int]
) -> None:
    problems = check_pattern(pattern)

    assert [(problem.fault, problem.position) for problem in problems] == [
        (fault, position) for position in positions
    ]
    assert not any(problem.is_error for problem in problems)
    assert compile_pattern(pattern) is not None


@pytest.mark.parametrize(
    "pattern",
    [
        "cat",
        "(?i)c[ao]t+",
        r"\.\*\(",
        r"\p{Greek}",
        r"\pL{2}",
        "(?P<n>a)|(?<m>b)",
        "[]a]",
        "漢" * 260,
    ],
)
def test_a_portable_pattern_has_no_problem(pattern: str) -> None:
    assert check_pattern(pattern) == []


@pytest.mark.parametrize(
    "pattern",
    [
        "(?:.?){50}y",
        "(?:.?){20}y",
        "(.{1,6}){1,6}y",
        "((a{1,3}){1,3}b?){1,3}y",
        ".*a.{20}y",
        ".*a.{40}y",
        "[^a]*a.{30}y",
        "(?:.*a){10}.{10}y",
        "(?:.*a){30}.{20}y",
        "(?:a?){50}a{50}",
        "(?:a?){0,60}.{20}y",
        "(?:(?:a){3,13}[ab]){1,9}y",
        ".{0,30}a.{0,20}y",
        r"(?:.*\b){20}y",
        r"\pL*a.{20}y",
        r"\pL{2}y",
        "a?" * 80 + "y",
        "(x+x+)+y",
        "(?:(?:[ab]){0,10}){8,18}$y",
        "(?:(?:[ab]){0,10}){5,10}$y",
        "(?:(?:a?){0,5}){20,25}y",
        "(?:(?:a){8,8}){3,33}[^a](?:b){20,30}$y",
        "(?:..*|.)(?:.*a.){20,25}.{20}y",
        r"(?:(?:.|[^\pN])){20,80}.{20}y",
        r"(?:\pL|.){1,12}y",
        "|".join("ab" * n for n in range(1, 15)),
    ],
)
def test_a_hostile_pattern_is_refused_or_takes_less_than_2_ms(pattern: str) -> None:
    compiled = compile_pattern(pattern)
    if compiled is None:
        return
    for text in ("a" * 2000, "ab" * 1000, "aaaaab" * 333, "aé漢b " * 400, "abbabaab" * 250):
        # the best of many: the rule is about the pattern, not about the machine
        assert min(_seconds(compiled, text.encode()) for _ in range(7)) < 0.002


def test_patterns_of_words_are_as_large_as_discord_allows() -> None:
    words = "|".join(["kitten", "puppy", "bunny", "fox", "owl"] * 9)[:250]

    assert check_pattern(rf"\b(?:{words})") != []
    assert compile_pattern(rf"\b(?:{words})") is not None
    assert len(words) < MOST_WORD_INSTRUCTIONS


@pytest.mark.parametrize(
    "pattern",
    [
        r"(?:https?://)?(?:www\.)?discord(?:app)?\.(?:gg|com/invite)/[a-zA-Z0-9-]{2,32}",
        r"discord\.gg/[a-z0-9]{2,32}",
        r"\+?\d{1,3}[\s.-]?\(?\d{2,4}\)?[\s.-]?\d{3,4}",
        r"n[i1!|]gg[e3a4]r?s?",
        r"\p{Mn}{3,}",
        r"[\x{0300}-\x{036f}]{3,}",
        r"(?i)n\W*u\W*d\W*e",
        r"free\s+nitro|nitro\s+free",
    ],
)
def test_patterns_as_moderators_write_them_are_accepted(pattern: str) -> None:
    assert compile_pattern(pattern) is not None


def test_a_pattern_of_any_length_is_answered_at_once() -> None:
    (problem,) = check_pattern("(" * 100_000)

    assert problem.fault is PatternFault.TOO_LARGE
    assert len(problem.snippet) == LONGEST_PATTERN


def _seconds(pattern: Pattern, text: bytes) -> float:
    started = time.thread_time()
    next(pattern.find(text), None)
    return time.thread_time() - started
