"""Addresses of the board, sessions, monitors, protocols and duty."""

from django.urls import path

from firstlight.apps.infusion.views import (
    binding,
    board,
    booking,
    duty,
    gates,
    given,
    history,
    leaving,
    monitors,
    moves,
    papers,
    protocols,
    session,
    summary,
)

urlpatterns = [
    path("board/", board.bays_board, name="board"),
    path("today/", board.todays_list, name="today"),
    path("duty/", duty.duty, name="duty"),
    path("duty/<int:duty_id>/end/", duty.end_duty, name="end-duty"),
    path("patients/<int:patient_id>/book/", booking.book_session, name="book-session"),
    path("sessions/<int:session_id>/", session.session_page, name="session"),
    path("sessions/<int:session_id>/sets/", session.save_set, name="save-set"),
    path("sessions/<int:session_id>/moves/<slug:move>/", moves.record_move, name="record-move"),
    path("sessions/<int:session_id>/rate/", given.record_rate, name="record-rate"),
    path("sessions/<int:session_id>/event/", given.record_event, name="record-event"),
    path("sessions/<int:session_id>/gates/<slug:gate>/", gates.answer_gate, name="answer-gate"),
    path("sessions/<int:session_id>/gates/<slug:gate>/pass/", gates.override_gate, name="override-gate"),
    path("sessions/<int:session_id>/leaving/", leaving.leaving, name="leaving"),
    path("sessions/<int:session_id>/nurse/", booking.assign_nurse, name="assign-nurse"),
    path("sessions/<int:session_id>/bay/", booking.move_bay, name="move-bay"),
    path("sessions/<int:session_id>/monitor/", binding.bind_monitor, name="bind-monitor"),
    path("sessions/<int:session_id>/monitor/part/", binding.unbind_monitor, name="unbind-monitor"),
    path("sessions/<int:session_id>/monitor/claim/", binding.claim, name="claim-readings"),
    path("sessions/<int:session_id>/prescription/", papers.prescription, name="prescription"),
    path(
        "sessions/<int:session_id>/prescription/<int:prescription_id>/check/", papers.check, name="check-prescription"
    ),
    path("sessions/<int:session_id>/consent/", papers.consent, name="consent"),
    path("sessions/<int:session_id>/consent/withdraw/", papers.withdraw, name="withdraw-consent"),
    path("sessions/<int:session_id>/history/", history.history, name="session-history"),
    path(
        "sessions/<int:session_id>/history/given/<int:entry_id>/correct/", history.correct_given, name="correct-given"
    ),
    path(
        "sessions/<int:session_id>/history/<slug:entry>/<int:entry_id>/error/",
        history.mark_in_error,
        name="mark-in-error",
    ),
    path("sessions/<int:session_id>/summary/", summary.summary, name="summary"),
    path("sessions/<int:session_id>/summary/make/", summary.make_pdf, name="make-summary"),
    path("sessions/<int:session_id>/summary/<int:summary_id>/", summary.pdf, name="summary-pdf"),
    path("monitors/", monitors.monitors_list, name="monitors"),
    path("monitors/<int:monitor_id>/place/", monitors.place_monitor, name="place-monitor"),
    path("monitors/refused/", monitors.refused_list, name="refused-messages"),
    path("monitors/refused/<int:message_id>/", monitors.refused_message, name="refused-message"),
    path("monitors/refused/<int:message_id>/own/", monitors.take_on, name="own-refused-message"),
    path("protocols/", protocols.protocols_list, name="protocols"),
    path("protocols/adopt/", protocols.adopt_protocol, name="adopt-protocol"),
    path("protocols/<int:protocol_id>/", protocols.protocol_page, name="protocol"),
    path("protocols/<int:protocol_id>/approve/", protocols.approve, name="approve-protocol"),
]
