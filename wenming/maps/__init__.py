"""Maps: frames and a boundary in, Folium layers out; what runs in the browser is in `browser/`."""
