"""Who works when. For now: who is on duty, with which a session's staffing gate is judged."""
