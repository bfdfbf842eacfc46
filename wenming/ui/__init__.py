"""What all pages share on screen: the frame, the filter bar, cached reports, downloads."""
