"""Files that offices hand in, read into rows with an outcome each; nothing is written here."""
