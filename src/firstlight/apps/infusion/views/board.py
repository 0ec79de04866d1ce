"""The bays board, and the day's list."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from firstlight.apps import clock
from firstlight.apps.infusion import queries
from firstlight.apps.infusion.days import day_of
from firstlight.apps.infusion.presenters.board import board_view, listener_silence
from firstlight.apps.infusion.presenters.today import today_view
from firstlight.apps.page import page
from firstlight.apps.request import ClinicRequest


@page("session.view")
@require_GET
def bays_board(request: ClinicRequest) -> HttpResponse:
    """Every bay of the clinic on one page."""
    board = queries.board(request.clinic.pk, clock.now())
    return render(request, "infusion/board.html", {"board": board_view(board, listener_silence())})


@page("session.view")
@require_GET
def todays_list(request: ClinicRequest) -> HttpResponse:
    """Everybody expected, here, or gone today, by planned start."""
    now = clock.now()
    rows = queries.sessions_of_day(request.clinic.pk, day_of(now))
    return render(request, "infusion/today.html", {"today": today_view(rows, now), "may": request.permissions})
