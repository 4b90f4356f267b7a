"""Rules 5 and 15: the team, and its desk as a queue."""

from dataclasses import dataclass

import numpy as np
import pytest
import simpy
from markets import corner_cafe, played, small

from sim.market.staff import SLOWEST, Team
from sim.scenario.parameters import StaffRule
from sim.scenario.schema import Firm

RULE = StaffRule()
MINUTE = 1.0 / 60.0  # of a week whose desk opens one hour


def firm(promised_wait: float = 5.0) -> Firm:
    return corner_cafe().firm.model_copy(update={"desk_hours": 1.0, "promised_wait": promised_wait})


@dataclass
class Desk:
    """A team by itself on its own clock."""

    env: simpy.Environment
    team: Team

    def week(self, arrived: list[float], work: list[float], complaint: list[bool] | None = None) -> None:
        """A week in which contacts arrive at ``arrived`` minutes and take ``work`` minutes of a skilled person."""
        start = self.env.now
        self.team.receive(
            arrived=[start + each * MINUTE for each in arrived],
            work=[each * MINUTE for each in work],
            complaint=complaint or [False] * len(arrived),
        )
        self.env.run(until=start + 1)
        self.team.close()

    def quiet_weeks(self, count: int) -> None:
        for _ in range(count):
            self.week([], [])

    @property
    def waits(self) -> list[float]:
        return [wait / MINUTE for wait in self.team.contacts.wait]


def desk(size: int = 1, rule: StaffRule = RULE, promised_wait: float = 5.0) -> Desk:
    env = simpy.Environment()
    return Desk(env, Team(env, rule, firm(promised_wait), size))


def pace(size: int = 1) -> float:
    """Minutes that a minute's work takes an experienced person."""
    return 1 / desk(size).team.employees[0].speed


class TestTheQueue:
    def test_who_comes_to_an_idle_desk_does_not_wait(self) -> None:
        one = desk()
        one.week([1, 20, 40], [5, 5, 5])
        assert one.waits == pytest.approx([0, 0, 0])
        assert one.team.contacts.served == [True, True, True]

    def test_who_comes_to_a_busy_desk_waits_for_those_before(self) -> None:
        one = desk()
        one.week([0, 1, 2], [10, 10, 10])
        assert one.waits == pytest.approx([0, 10 * pace() - 1, 20 * pace() - 2], abs=1e-9)

    def test_two_people_attend_two_customers(self) -> None:
        two = desk(size=2)
        two.week([0, 1, 2], [10, 10, 10])
        assert two.waits == pytest.approx([0, 0, 10 * pace() - 2], abs=1e-9)

    def test_complaints_are_attended_before_questions(self) -> None:
        one = desk()
        one.week([0, 1, 2, 3], [10, 5, 5, 5], [False, False, True, False])
        first, question, complaint, last = one.waits
        assert complaint == pytest.approx(10 * pace() - 2)
        assert question == pytest.approx(15 * pace() - 1)
        assert last == pytest.approx(20 * pace() - 3)
        assert first == 0

    def test_nobody_is_sent_away_in_the_middle_for_a_complaint(self) -> None:
        one = desk()
        one.week([0, 1], [10, 1], [False, True])
        assert one.waits == pytest.approx([0, 10 * pace() - 1])

    def test_who_waits_far_too_long_gives_up(self) -> None:
        one = desk(promised_wait=0.0)  # after half an hour nobody stays
        one.week([0, 1, 2], [40, 5, 5])
        assert one.team.contacts.served == [True, False, False]

    def test_whoever_still_queues_when_the_week_closes_has_waited_until_then(self) -> None:
        one = desk()
        one.week([50, 55], [30, 5])
        assert one.waits == pytest.approx([0, 5])
        assert one.team.contacts.served == [True, False]

    def test_the_queue_goes_on_next_week(self) -> None:
        one = desk()
        one.week([50, 55], [30, 5])
        one.week([1], [5])
        assert one.waits == pytest.approx([30 * pace() + 5 * pace() - 10 - 1])

    def test_load_and_longest_queue_are_seen(self) -> None:
        two = desk(size=2)
        two.week([0, 0.5, 1, 2, 3], [10, 10, 10, 10, 10])
        assert two.team.load == pytest.approx(50 / 60 / (2 * two.team.employees[0].speed))
        assert two.team.longest == 3


class TestPeople:
    def test_the_skilled_are_faster(self) -> None:
        person = desk().team.employees[0]
        person.skill = 0.0
        assert person.speed == pytest.approx(SLOWEST)
        person.skill = 1.0
        assert person.speed == pytest.approx(1.0)

    def test_hiring_takes_the_lead_time(self) -> None:
        one = desk()
        one.team.staff(3)
        assert (len(one.team.employees), one.team.arriving) == (1, 2)
        sizes = []
        for _ in range(RULE.hiring_weeks + 1):
            one.quiet_weeks(1)
            sizes.append(len(one.team.employees))
        assert sizes[: RULE.hiring_weeks - 1] == [1] * (RULE.hiring_weeks - 1)
        assert sizes[RULE.hiring_weeks] == 3
        assert one.team.arriving == 0

    def test_asking_twice_hires_once(self) -> None:
        one = desk()
        one.team.staff(3)
        one.quiet_weeks(1)
        one.team.staff(3)
        one.quiet_weeks(5)
        assert len(one.team.employees) == 3

    def test_new_people_are_slower_and_learn(self) -> None:
        one = desk()
        one.team.staff(2)
        one.quiet_weeks(4)
        veteran, newcomer = one.team.employees
        assert newcomer.skill == RULE.newcomer_skill < veteran.skill
        for _ in range(26):
            one.team.live(training=0.3, satisfaction=0.5)
        assert RULE.newcomer_skill < newcomer.skill <= 0.7 + 0.3 * 0.3

    def test_the_newest_are_let_go_and_finish_what_they_do(self) -> None:
        two = desk(size=2)
        veteran, newest = two.team.employees
        two.team.receive([0.0, 0.0], [30 * MINUTE, 30 * MINUTE], [False, False])
        two.env.run(until=5 * MINUTE)
        assert newest.attending
        two.team.staff(1)
        assert two.team.employees == [veteran]
        assert newest.attending
        two.env.run(until=1)
        two.team.close()
        assert two.team.contacts.served == [True, True]
        assert not newest.attending

    def test_one_dismissed_takes_nobody_new(self) -> None:
        two = desk(size=2)
        two.team.staff(1)
        two.week([0, 1], [10, 10])
        assert two.waits == pytest.approx([0, 10 * pace() - 1])

    def test_the_last_one_is_never_let_go(self) -> None:
        two = desk(size=2)
        two.team.staff(0)
        assert len(two.team.employees) == 1


class TestMorale:
    @staticmethod
    def after(weeks: int, load: float = 0.5, training: float = 0.0, satisfaction: float = 0.5) -> float:
        one = desk()
        for _ in range(weeks):
            one.team.load = load
            one.team.live(training, satisfaction)
        return one.team.morale

    def test_worked_example(self) -> None:
        """From .6 toward .6 + .3 x 1 - .8 x (1.1 - .85) + .1 x (.7 - .5) = .72, 5 % of the way: .606."""
        assert self.after(1, load=1.1, training=1.0, satisfaction=0.7) == pytest.approx(0.606)

    def test_a_bearable_load_tires_nobody_and_more_does(self) -> None:
        rested, busy, bearable, overloaded = (self.after(20, load=load) for load in (0.0, 0.5, RULE.bearable, 1.2))
        assert rested == busy == bearable == pytest.approx(RULE.base)
        assert overloaded < 0.45

    def test_training_and_happy_customers_lift(self) -> None:
        assert self.after(20, training=0.8) > self.after(20, training=0.2) > self.after(20)
        assert self.after(20, satisfaction=0.9) > self.after(20, satisfaction=0.2)

    def test_stays_between_0_and_1(self) -> None:
        assert 0 <= self.after(500, load=9.0, satisfaction=0.0) < 0.01
        assert 0.99 > self.after(500, training=1.0, satisfaction=1.0) > 0.9

    def test_the_unhappy_resign_but_never_the_last(self) -> None:
        three = desk(size=3)
        for person in three.team.employees:
            person.morale = 0.0
        three.team.load = 5.0
        three.team.live(0.0, 0.5)
        assert three.team.resign(np.zeros(3, np.float32)) == 2
        assert len(three.team.employees) == 1

    def test_the_content_stay(self) -> None:
        three = desk(size=3)
        for person in three.team.employees:
            person.morale = RULE.content + 0.01
        three.team.live(1.0, 1.0)
        assert three.team.resign(np.zeros(3, np.float32)) == 0
        assert len(three.team.employees) == 3


def test_an_overloaded_team_serves_worse_and_training_makes_up_for_part() -> None:
    """The service profit chain: morale acts on customers only through the quality that they meet."""
    few, trained, many = (
        played(
            small(1500, rounds=4, weeks=13, warm_up=13, levers__detail_from_round=1, firm__start__training=0.0),
            journal=False,
            staff=staff,
            training=training,
            advertising=2000,
        ).history("esquina")[-1]
        for staff, training in ((2600.0, 0.0), (2600.0, 1500.0), (7800.0, 0.0))
    )
    assert few["load"] > many["load"]
    assert few["morale"] < many["morale"]
    assert few["quality"] < many["quality"]
    assert few["morale"] < trained["morale"]
