"""Many write into PostgreSQL at once, some slowly, some in vain: who follows the log misses nothing."""

from tests.faults.trials import trial


def test_a_reader_misses_nothing_of_what_up_to_sixteen_processes_write(bare_postgresql_url: str) -> None:
    outcome = trial("writers", f"--url={bare_postgresql_url}", "--events=5000", "--writers", "1", "4", "16")
    assert outcome["broken"] == []
    assert outcome["events"] >= 14_900
    assert (outcome["missed"], outcome["doubled"]) == (0, 0)
    assert min(outcome["held"], outcome["broken_off"], outcome["refused"]) > 0


def test_the_same_reader_misses_some_of_a_table_that_counts_by_itself(bare_postgresql_url: str) -> None:
    outcome = trial("writers", f"--url={bare_postgresql_url}", "--events=5000", "--writers=8", "--plain")
    assert outcome["missed"] > 0
    assert outcome["broken"] == [f"I4: {outcome['missed']} events missed"]
