"""The whole district: every table built in turn and written with its columns."""

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

from generator.activities import Activity, TeamRota, build_activities
from generator.areas import build_communities, build_streets, find_rural
from generator.catalogue import load_catalogue
from generator.exemplars import build_exemplars
from generator.facts import load_facts
from generator.geography import Geography, build_geography, write_streets
from generator.irregular import ADDED_ROWS, add_irregular_rows, build_labels, number_activities
from generator.meetings import build_meeting_tables
from generator.online import build_online_posts
from generator.orders import build_orders
from generator.population import (
    build_population_points,
    compute_community_residents,
    compute_street_residents,
)
from generator.projects import build_fund_entries, build_projects, load_projects
from generator.published import build_published_figures
from generator.schedule import build_schedule
from generator.sites import Site, build_sites
from generator.surveys import build_surveys
from generator.table import Record, write_table
from generator.teams import Team, build_teams

ACTIVITIES = 2436  # the published figure is 2,400 and more

COLUMNS = {
    "streets": "street_id mca_code name name_en aliases population population_basis area_km2 "
    "area_basis lon lat",
    "communities": "community_id street_id name name_en population population_basis is_rural "
    "rural_basis lon lat",
    "sites": "site_id name name_en level kind parent_id street_id community_id lon lat "
    "location_basis pilot is_demonstration opened_on closed_on aliases responsible_unit "
    "has_place has_team has_activities has_projects has_mechanism",
    "teams": "team_id name name_en kind parent_id site_id street_id founded_on "
    "registered_volunteers aliases",
    "activities": "activity_id title started_on ended_on start_time end_time site_id street_id "
    "theme_id theme_raw team_id team_raw place lon lat attendance attendance_is_estimate "
    "volunteers service_hours mode note",
    "service_orders": "order_id community_id site_id service_id requested_on dispatched_on "
    "accepted_on completed_on rated_on rating team_id status refusal_reason",
    "online_posts": "post_id published_on section_id title views participants theme_id",
    "exemplars": "exemplar_id honoured_on honour honour_level kind street_id label talks audience",
    "projects": "project_id name name_en domain fund site_id street_id granted started_on "
    "ended_on is_distinctive is_regular is_broad is_exemplary judged_by",
    "fund_entries": "entry_id project_id spent_on amount purpose visits",
    "surveys": "survey_id surveyed_on measure street_id asked yes",
    "field_visits": "visit_id visited_on street_id unit highlights problems difficulties",
    "meetings": "meeting_id held_on name name_en kind note",
    "problems": "problem_id visit_id street_id raised_on description status closed_on",
    "tasks": "task_id meeting_id problem_id line_of_work measure lead_unit supporting_units "
    "responsible_office due_on status closed_on evidence",
    "irregular_rows": "activity_id kind note",
    "published_figures": "key value qualifier name_zh name_en said source published_on",
    "population_points": "point_id community_id lon lat residents basis",
}


def load_theme_names(path: Path) -> dict[str, str]:
    """The Chinese name of each theme of `district.toml`, by id."""
    district = tomllib.loads(path.read_text(encoding="utf-8"))
    return {theme["id"]: theme["name"]["zh"] for theme in district["themes"]}


def _build_activities(
    theme_names: Mapping[str, str],
    sites: Sequence[Site],
    teams: Sequence[Team],
    rural: frozenset[str],
    geography: Geography,
) -> tuple[list[Activity], list[Record]]:
    """The numbered activities, and the labels of the irregular ones."""
    catalogue = load_catalogue()
    slots = build_schedule(catalogue.events, sites, rural, ACTIVITIES - ADDED_ROWS)
    rota = TeamRota(teams, sites, rural)
    ordinary = build_activities(slots, catalogue, rota, geography, theme_names)
    rows, labels = add_irregular_rows(ordinary, sites, teams)
    number_activities(rows)
    return rows, build_labels(labels)


def write_district(facts_folder: Path, folder: Path) -> None:
    """Write every table and `streets.geojson` into `folder`, which is made if need be."""
    folder.mkdir(parents=True, exist_ok=True)
    facts = load_facts(facts_folder)
    theme_names = load_theme_names(facts_folder.parent / "district.toml")
    geography = build_geography(facts)
    street_residents = compute_street_residents(facts)
    residents = compute_community_residents(facts, street_residents)
    sites = build_sites(facts, geography)
    teams = build_teams(facts, sites)
    rural = find_rural(facts)
    activities, labels = _build_activities(theme_names, sites, teams, rural, geography)
    entries = load_projects()
    projects = build_projects(entries, sites)
    tables = {
        "streets": build_streets(facts, geography, street_residents),
        "communities": build_communities(facts, geography, residents),
        "sites": sites,
        "teams": teams,
        "activities": activities,
        "service_orders": build_orders(residents, sites, teams),
        "online_posts": build_online_posts(),
        "exemplars": build_exemplars(facts),
        "projects": projects,
        "fund_entries": build_fund_entries(entries, projects),
        "surveys": build_surveys(facts),
        **build_meeting_tables(facts),
        "irregular_rows": labels,
        "published_figures": build_published_figures(facts),
        "population_points": build_population_points(residents, geography, rural),
    }
    for name, rows in tables.items():
        write_table(folder, name, COLUMNS[name], rows)
    write_streets(folder / "streets.geojson", geography)
