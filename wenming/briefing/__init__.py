"""The joint meeting's paper, slides and annex: frames in, documents out, every number bound."""
