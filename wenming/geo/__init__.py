"""Who is near to what: distances on foot, reach, siting; frames in, frames out."""
