"""Bedside monitors speak HL7 version 2 over TCP. Here their messages are taken off the wire, understood, stored through
the clinic's own actions and answered, in this order. No HL7 word leaves this package."""
