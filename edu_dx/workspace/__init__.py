"""One board's folder: configuration, tables, runs and reports."""

from edu_dx.workspace.config import Board, Config, Person, Role
from edu_dx.workspace.store import TableStore
from edu_dx.workspace.workspace import Workspace, current

__all__ = ["Board", "Config", "Person", "Role", "TableStore", "Workspace", "current"]
