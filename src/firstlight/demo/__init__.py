"""The synthetic trust: invented people, a Monday's list, and monitors that stream. Nothing here is ever a real person."""
