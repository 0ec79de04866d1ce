"""Simulated bedside monitors: real messages in the shapes of five makers, over real sockets, for demonstrations and
measurements. Their figures are invented and say nothing of any person."""
