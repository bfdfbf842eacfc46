"""The tables of a district folder: their columns, and which of them are registry."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Table:
    """A table kept as `<name>.csv`; `is_record` tells a log of events from the registry."""

    name: str
    columns: tuple[str, ...]
    is_record: bool = True

    @property
    def key(self) -> str:
        """The column whose value names a row: always the first."""
        return self.columns[0]


def _table(name: str, columns: str, *, is_record: bool = True) -> Table:
    return Table(name, tuple(columns.split()), is_record)


TABLES: tuple[Table, ...] = (
    _table(
        "streets",
        "street_id mca_code name name_en aliases population population_basis area_km2 area_basis"
        " lon lat",
        is_record=False,
    ),
    _table(
        "communities",
        "community_id street_id name name_en population population_basis is_rural rural_basis"
        " lon lat",
        is_record=False,
    ),
    _table(
        "sites",
        "site_id name name_en level kind parent_id street_id community_id lon lat location_basis"
        " pilot is_demonstration opened_on closed_on aliases responsible_unit has_place has_team"
        " has_activities has_projects has_mechanism",
        is_record=False,
    ),
    _table(
        "teams",
        "team_id name name_en kind parent_id site_id street_id founded_on registered_volunteers"
        " aliases",
        is_record=False,
    ),
    _table("population_points", "point_id community_id lon lat residents basis", is_record=False),
    _table(
        "published_figures",
        "key value qualifier name_zh name_en said source published_on",
        is_record=False,
    ),
    _table(
        "activities",
        "activity_id title started_on ended_on start_time end_time site_id street_id theme_id"
        " theme_raw team_id team_raw place lon lat attendance attendance_is_estimate volunteers"
        " service_hours mode note",
    ),
    _table(
        "service_orders",
        "order_id community_id site_id service_id requested_on dispatched_on accepted_on"
        " completed_on rated_on rating team_id status refusal_reason",
    ),
    _table("online_posts", "post_id published_on section_id title views participants theme_id"),
    _table(
        "exemplars",
        "exemplar_id honoured_on honour honour_level kind street_id label talks audience",
    ),
    _table(
        "projects",
        "project_id name name_en domain fund site_id street_id granted started_on ended_on"
        " is_distinctive is_regular is_broad is_exemplary judged_by",
    ),
    _table("fund_entries", "entry_id project_id spent_on amount purpose visits"),
    _table("surveys", "survey_id surveyed_on measure street_id asked yes"),
    _table("field_visits", "visit_id visited_on street_id unit highlights problems difficulties"),
    _table("meetings", "meeting_id held_on name name_en kind note"),
    _table("problems", "problem_id visit_id street_id raised_on description status closed_on"),
    _table(
        "tasks",
        "task_id meeting_id problem_id line_of_work measure lead_unit supporting_units"
        " responsible_office due_on status closed_on evidence",
    ),
)
