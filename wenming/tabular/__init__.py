"""The other tables of a district handed in as files: read, judged and made into batches."""
