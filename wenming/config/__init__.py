"""What a district says about itself, and where its folder and store are."""

from wenming.config.district import District, Text, Thresholds, load_district
from wenming.config.places import Places, find_places

__all__ = ["District", "Places", "Text", "Thresholds", "find_places", "load_district"]
