import pytest

from tests.each import for_each


def test_it_fails_with_every_value_for_which_the_test_does() -> None:
    seen = []

    @for_each(number=[1, 2, 3, 4])
    def is_odd(number: int) -> None:
        seen.append(number)
        assert number % 2 == 1, "it is even"

    with pytest.raises(AssertionError) as failure:
        is_odd()
    assert seen == [1, 2, 3, 4]
    assert "2 failed" in str(failure.value)
    assert [line for line in str(failure.value).splitlines() if "it is even" in line] == [
        "2: AssertionError: it is even",
        "4: AssertionError: it is even",
    ]


def test_an_error_of_another_kind_is_a_failure_too() -> None:
    @for_each(number=[0, 1])
    def divides(number: int) -> None:
        1 / number

    with pytest.raises(AssertionError, match="0: ZeroDivisionError"):
        divides()


async def test_a_coroutine_is_awaited_for_every_value() -> None:
    @for_each(number=[1, 2])
    async def is_odd(number: int) -> None:
        assert number % 2 == 1

    with pytest.raises(AssertionError, match="1 failed:\n2: "):
        await is_odd()


@pytest.mark.parametrize("other", [5])
@for_each(number=[1, 2])
def test_fixtures_and_other_parameters_are_given_as_ever(number: int, other: int, tmp_path) -> None:
    assert (number < 3, other, tmp_path.is_dir()) == (True, 5, True)
