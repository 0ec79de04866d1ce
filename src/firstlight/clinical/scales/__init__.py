"""Rating instruments: their ranges, scoring, citation and licence. Wording ships only where its licence allows."""
