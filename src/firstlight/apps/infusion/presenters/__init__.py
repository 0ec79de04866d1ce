"""What the infusion screens show: plain figures and words, made from the record, with nothing left to work out."""
