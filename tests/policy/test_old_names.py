"""An id or name that was given once is understood for ever; what is written has the new one."""

import pytest

from bot.policy.limits.limit import Limit
from bot.policy.limits.rulebook import SERVER, Rulebook
from bot.policy.limits.rulebook_json import dump_rulebook, parse_rulebook
from bot.policy.old_names import LIMITS, SETTINGS

#: As version 0.x wrote them; never to be changed.
_OLD_LIMITS = {
    "member-pictures-per-day": Limit.MEMBER_IMAGES_PER_DAY,
    "member-pictures-per-month": Limit.MEMBER_IMAGES_PER_MONTH,
    "server-pictures-per-day": Limit.SERVER_IMAGES_PER_DAY,
    "server-pictures-per-month": Limit.SERVER_IMAGES_PER_MONTH,
}


@pytest.mark.parametrize(("old", "limit"), _OLD_LIMITS.items())
def test_a_limit_is_found_by_its_old_id(old: str, limit: Limit) -> None:
    assert Limit(old) is limit


@pytest.mark.parametrize("name", ["member-pictures", "", "MEMBER_IMAGES_PER_DAY", 5, None])
def test_what_was_never_an_id_is_no_limit(name: object) -> None:
    with pytest.raises(ValueError, match="is not a valid Limit"):
        Limit(name)


@pytest.mark.parametrize(("old", "limit"), _OLD_LIMITS.items())
def test_a_rulebook_with_old_ids_is_read_and_written_with_the_new_ones(
    old: str, limit: Limit
) -> None:
    rulebook = parse_rulebook({"version": 1, "limits": {"server": {old: 7}, "role:1": {old: 9}}})
    assert rulebook == parse_rulebook(
        {"version": 1, "limits": {"server": {limit.value: 7}, "role:1": {limit.value: 9}}}
    )
    written = dump_rulebook(rulebook)["limits"]
    assert written == {"role:1": {limit.value: 9}, "server": {limit.value: 7}}


@pytest.mark.parametrize("names", [[0, 1], [1, 0]])
def test_the_new_id_counts_where_a_file_has_both_ids_of_one_limit(names: list[int]) -> None:
    both = [("member-pictures-per-day", 1), ("member-images-per-day", 2)]
    own = dict(both[index] for index in names)
    rulebook = parse_rulebook({"version": 1, "limits": {"server": own}})
    assert rulebook == Rulebook().with_limit(SERVER, Limit.MEMBER_IMAGES_PER_DAY, 2)


def test_an_old_name_is_not_in_use_again() -> None:
    assert not {*LIMITS} & {limit.value for limit in Limit}
    assert not {*SETTINGS} & {*SETTINGS.values()}


def test_an_old_setting_differs_from_the_new_one_by_the_word_image_alone() -> None:
    assert all(old.replace("PICTURE", "IMAGE") == new for old, new in SETTINGS.items())
