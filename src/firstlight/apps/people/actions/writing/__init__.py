"""What several actions write alike. Nothing here opens a transaction: an action has done so."""
