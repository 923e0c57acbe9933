"""Who leads the clock and the board of a meeting with several terminals."""

from pathlib import Path

from pmfacil.review.agenda import Board
from pmfacil.sessions.joining import JoinedMeeting, seat
from pmfacil.sessions.wire import Shown
from tests.sessions.held import Held, away, cut, names, new_meeting, wait_for


def test_everybody_sees_who_is_there_and_who_leads(held: Held, joined: JoinedMeeting) -> None:
    other = JoinedMeeting(held.live.path, seat("room", "Ole"))
    for present in (lambda: joined.present, lambda: other.present, lambda: held.host.present):
        wait_for(lambda present=present: names(present()) == ["Kim", "Dana", "Ole"])
        assert present().leader == held.live.terminal
    other.close()
    wait_for(lambda: names(joined.present) == ["Kim", "Dana"])


def test_the_lead_is_passed_on_and_falls_back_to_the_holder(held: Held, joined: JoinedMeeting) -> None:
    room = JoinedMeeting(held.live.path, seat("room", "Ole"))
    wait_for(lambda: len(held.host.present.seats) == 3)
    room.lead(room.terminal)
    room.show(Shown(board=Board.ACTIONS))
    held.do(lambda: held.host.lead("nobody"))
    held.do(lambda: held.host.show(Shown(board=Board.TIMELINE, zoom=True)))
    wait_for(lambda: room.shown.zoom and joined.shown.board == Board.TIMELINE)
    held.do(lambda: held.host.lead(joined.terminal))
    wait_for(lambda: joined.present.leader == joined.terminal)
    joined.show(Shown(board=Board.WHYS, part="a"))
    wait_for(lambda: room.shown.board == Board.WHYS and held.host.shown.part == "a")
    held.do(lambda: held.host.show(Shown(board=Board.OPEN)))
    assert held.host.shown.board == Board.WHYS
    joined.drop()
    wait_for(lambda: room.present.leader == held.live.terminal)
    assert held.host.present.leader == held.live.terminal
    room.drop()


def test_a_shared_screen_that_holds_the_meeting_leaves_the_lead_to_whoever_has_keys_for_it(meetings: Path) -> None:
    with Held(new_meeting(meetings), "Wall", "room") as held:
        other, dana, ole = (
            JoinedMeeting(held.live.path, seat(view, name))
            for view, name in (("room", "Door"), ("desk", "Dana"), ("notes", "Ole"))
        )
        wait_for(lambda: names(ole.present) == ["Wall", "Door", "Dana", "Ole"])
        assert ole.present.leader == dana.seat.terminal
        assert dana.close()
        wait_for(lambda: ole.present.leader == ole.seat.terminal)
        assert ole.close()
        wait_for(lambda: other.present.leader == held.host.seat.terminal)
        assert other.close()


def test_whoever_led_and_was_cut_off_leads_again_unless_the_lead_was_passed_on(
    held: Held, joined: JoinedMeeting
) -> None:
    held.do(lambda: held.host.lead(joined.terminal))
    wait_for(lambda: joined.present.leader == joined.terminal)
    with away(joined):
        cut(joined)
        wait_for(lambda: held.host.present.leader == held.live.terminal)
    wait_for(lambda: joined.present.leader == joined.terminal)
    with away(joined):
        cut(joined)
        wait_for(lambda: held.host.present.leader == held.live.terminal)
        held.do(lambda: held.host.lead(held.live.terminal))
    wait_for(lambda: len(joined.present.seats) == 2)
    assert joined.present.leader == held.live.terminal


def test_whoever_led_leads_again_when_another_one_took_the_meeting_over(meetings: Path) -> None:
    live = new_meeting(meetings)
    with Held(live, "Ole", "notes") as held:
        dana = JoinedMeeting(live.path, seat("desk", "Dana"))
        held.do(lambda: held.host.lead(dana.terminal))
        wait_for(lambda: dana.present.leader == dana.terminal)
        assert dana.close()
    with Held(new_meeting(meetings), "Ole", "notes", dana.terminal) as held:
        assert held.host.present.leader == held.live.terminal
        back = JoinedMeeting(held.live.path, dana.seat)
        wait_for(lambda: back.present.leader == dana.terminal)
        assert back.close()
