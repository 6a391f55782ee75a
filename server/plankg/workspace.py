"""Workspaces: a folder with ``plankg.toml`` and the same knowledge folders as the package.

A workspace lays its ``data/ queries/ shapes/`` over the packaged ones and keeps what is built in
its ``.plankg/``. Without one, commands work on the packaged plan, whose files are never written:
its snapshot goes to the user's cache. A checkout of PlanKG is a workspace whose folders *are* the
packaged ones.
"""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import platformdirs

from plankg.assets import assets_root
from plankg.errors import NotFoundError, WorkspaceError
from plankg.iris import DEFAULT_BASE
from plankg.toml_files import Field, read_toml, toml_in
from plankg.writing.view import View

CONFIG = "plankg.toml"
ENVIRONMENT = "PLANKG_WORKSPACE"

# A slug is a folder name, a file name and an IRI segment at once: no blanks, dots or slashes.
# Chinese names are as good as Latin ones.
_SLUG = re.compile(r"\w+(-+\w+)*")
# A file's name has 255 bytes, and to a plan's come ``-12.ttl`` and, while it is written, more.
_LONGEST_SLUG = 230
_SHOWN = 40
# Below id/ and graph/ these are the places of things that plans share, and of the datasets.
_RESERVED = frozenset(
    {
        "area",
        "body",
        "carrier",
        "check",
        "document",
        "indicator",
        "person",
        "programme",
        "rule",
        "unit",
    }
    | {"checks", "datasets", "publication", "link", "links", "proposals"}
)

_CONFIG_FIELDS = {
    "workspace": {
        "base": Field(str, DEFAULT_BASE),
        "packaged_plans": Field(bool, True),
    }
}
# Tables of the same file with the settings of the service; a test compares them with those.
SERVICE_TABLES = ("server", "limits", "fair_use", "cache", "log")
PLAN_FIELDS = {
    "plan": {
        "text": Field(str, "text.txt"),
        "original": Field(str, ""),
        "title": Field(str, ""),
    },
    "source": {
        "note": Field(str, ""),
        "url": Field(str, ""),
        "retrieved": Field(str, ""),
        "licence": Field(str, ""),
    },
}


@dataclass(frozen=True, slots=True)
class PlanSource:
    """A plan's source folder: ``plan.toml`` and the file that is read.

    `overrides` holds what ``plan.toml`` says instead of the text (``title``); `original` is the
    file as it was obtained, ``""`` where it is the text itself.
    """

    slug: str
    folder: Path
    text: Path
    original: str = ""
    note: str = ""
    url: str = ""
    retrieved: str = ""
    licence: str = ""
    overrides: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PublishedPlan:
    """The published files of a plan: its named graph and its ledger.

    Their content is that of the moment in which the plan was listed, whatever is written since.
    """

    slug: str
    graph: Path
    ledger: Path
    view: View

    def read_graph(self) -> bytes:
        """Return the plan's graph as Turtle."""
        return self.view.read(self.graph)

    def read_ledger(self) -> bytes:
        """Return the plan's ledger as Turtle."""
        return self.view.read(self.ledger)


@dataclass(frozen=True, slots=True)
class Workspace:
    """Where plans, queries, shapes, registers and what is built from them lie.

    `root` holds the workspace's own folders, `assets` the packaged ones (the same in a checkout),
    `state` what is built. `writable` is false for the packaged plan alone: nothing may be added
    there. `base` starts every IRI that a build mints. What it says of its plans is what holds, not
    what another process is about to write; `at_work` is for that process itself
    (`plankg.sole_writer`).
    """

    root: Path
    assets: Path
    state: Path
    writable: bool
    base: str = DEFAULT_BASE
    packaged_plans: bool = True
    at_work: bool = False

    @property
    def view(self) -> View:
        """The workspace's files as they are now, for who reads several of them."""
        return View(self.state) if self.at_work else View.now(self.state)

    @property
    def layers(self) -> tuple[Path, ...]:
        """The roots of the knowledge folders; later ones are laid over earlier ones."""
        return (self.assets,) if self.root == self.assets else (self.assets, self.root)

    @property
    def is_checkout(self) -> bool:
        """Whether its folders are those that the package will hold."""
        return self.writable and self.root == self.assets

    @property
    def derived(self) -> Path:
        """The folder of the graphs that lie ready; only a checkout and the package have it."""
        return self.root / "data" / "derived"

    @property
    def config(self) -> Path | None:
        """The workspace's ``plankg.toml``; the packaged plan has none."""
        file = self.root / CONFIG
        return file if file.is_file() else None

    @property
    def ontology(self) -> Path:
        """The folder of the ontology and its vocabularies; it is the package's alone."""
        return self.assets / "ontology"

    def folders(self, *names: str) -> tuple[Path, ...]:
        """Return the existing folders of that name, those of the workspace last.

        ``workspace.folders("queries", "catalogue")`` is what `Catalogue.load` takes.
        """
        candidates = (layer.joinpath(*names) for layer in self.layers)
        return tuple(folder for folder in candidates if folder.is_dir())

    @property
    def query_folders(self) -> tuple[Path, ...]:
        """The folders of named queries."""
        return self.folders("queries", "catalogue")

    @property
    def audit_folders(self) -> tuple[Path, ...]:
        """The folders of the checks of an audit."""
        return self.folders("queries", "audit")

    @property
    def waiver_folders(self) -> tuple[Path, ...]:
        """The folders of what people decided about findings."""
        return self.folders("data", "waivers")

    @property
    def shape_folders(self) -> tuple[Path, ...]:
        """The folders of SHACL shapes."""
        return self.folders("shapes")

    @property
    def register_folders(self) -> tuple[Path, ...]:
        """The folders of the registers of areas and bodies."""
        return self.folders("data", "registers")

    @property
    def lookup_folders(self) -> tuple[Path, ...]:
        """The folders of the grammar of the genre."""
        return self.folders("data", "lookups")

    @property
    def link_folders(self) -> tuple[Path, ...]:
        """The folders of links, which are data like the plans: packaged ones come with those."""
        folders = self.folders("data", "links")
        if self.packaged_plans:
            return folders
        return tuple(folder for folder in folders if folder.is_relative_to(self.root))

    def sources(self) -> tuple[PlanSource, ...]:
        """Return the plans of the workspace, by slug; its own win over packaged ones.

        Raises:
            WorkspaceError: a source folder without a readable ``plan.toml``.
        """
        layers = self.layers if self.packaged_plans else (self.root,)
        view, found = self.view, dict[str, Path]()
        for layer in layers:
            found |= _subfolders(layer / "data" / "sources", view)
        return tuple(source_in(folder, view) for _, folder in sorted(found.items()))

    def source(self, slug: str) -> PlanSource:
        """Return one plan's source.

        Raises:
            NotFoundError: the workspace has no plan of that slug.
        """
        for source in self.sources():
            if source.slug == slug:
                return source
        known = ", ".join(source.slug for source in self.sources()) or "none"
        raise NotFoundError(f"no plan {slug!r} in {str(self.root)!r}; it has: {known}")

    def is_own(self, source: PlanSource) -> bool:
        """Say whether the workspace builds the plan itself.

        A packaged plan is served as published, unless the workspace mints other IRIs than the
        package did.
        """
        if not self.writable:
            return False
        return self.base != DEFAULT_BASE or source.folder.is_relative_to(self.root)

    def plan_file(self, slug: str) -> Path:
        """Return where a build of this workspace publishes a plan's graph."""
        return self.root / "data" / "plans" / f"{slug}.ttl"

    def ledger_file(self, slug: str) -> Path:
        """Return where a build of this workspace publishes a plan's ledger."""
        return self.root / "data" / "ledgers" / f"{slug}.ttl"

    def reviews_file(self, slug: str) -> Path:
        """Return where the human decisions about a plan of this workspace are kept."""
        return self.root / "data" / "reviews" / f"{slug}.yml"

    def waivers_file(self, slug: str) -> Path:
        """Return where decisions about the findings in a plan of this workspace are kept."""
        return self.root / "data" / "waivers" / f"{slug}.yml"

    def plans_of(self, source: PlanSource) -> tuple[str, ...]:
        """Return the slugs of the plans that a source's file is published as.

        The further plans of one file are ``-2``, ``-3`` … of its slug; one of these names with a
        source folder of its own is that source's.
        """
        slugs, view = [source.slug], self.view
        while True:
            further = f"{source.slug}-{len(slugs) + 1}"
            places = (layer / "data" / "sources" / further for layer in self.layers)
            owned = any(view.is_dir(place) for place in places)
            if owned or not view.is_file(self.plan_file(further)):
                return tuple(slugs)
            slugs.append(further)

    def published(self) -> tuple[PublishedPlan, ...]:
        """Return the published plans, by slug; its own win over packaged ones.

        With a base of its own only what the workspace published itself counts: the packaged
        graphs name things by other IRIs.

        Raises:
            WorkspaceError: a plan without its ledger.
        """
        mixed = self.packaged_plans and self.base == DEFAULT_BASE
        view, found = self.view, dict[str, Path]()
        for layer in self.layers if mixed else (self.root,):
            folder = layer / "data" / "plans"
            graphs = (folder / name for name in view.names(folder) if name.endswith(".ttl"))
            found |= {graph.stem: graph for graph in graphs}
        return tuple(_published_plan(graph, view) for _, graph in sorted(found.items()))


def find_workspace(
    explicit: Path | None = None,
    environment: Mapping[str, str] | None = None,
    folder: Path | None = None,
) -> Workspace:
    """Return the workspace that a command works on.

    The first of: `explicit`; ``$PLANKG_WORKSPACE``; the current folder or the nearest one above
    it with a ``plankg.toml``; the packaged plan.

    Raises:
        WorkspaceError: a folder was named that is no workspace, or its ``plankg.toml`` is wrong.
    """
    named = (os.environ if environment is None else environment).get(ENVIRONMENT)
    if explicit is not None:
        return open_workspace(explicit)
    if named:
        try:
            return open_workspace(Path(named))
        except WorkspaceError as error:
            raise WorkspaceError(f"{error} (as ${ENVIRONMENT} is {named!r})") from error
    here = (Path.cwd() if folder is None else folder).resolve()
    for candidate in (here, *here.parents):
        if (candidate / CONFIG).is_file():
            return open_workspace(candidate)
    return packaged_workspace()


def open_workspace(root: Path) -> Workspace:
    """Return the workspace in the folder `root`.

    Raises:
        WorkspaceError: `root` has no ``plankg.toml``, or one with unknown or mistyped keys.
    """
    root = root.resolve()
    config = root / CONFIG
    if root.is_file():
        folder = root.parent if root.name == CONFIG else "the workspace's folder"
        raise WorkspaceError(f"{str(root)!r} is a file; name {folder}")
    if not config.is_file():
        raise WorkspaceError(
            f"{str(root)!r} is no workspace: it has no {CONFIG}; 'plankg init {root}' makes one"
        )
    values = read_toml(config, _CONFIG_FIELDS, SERVICE_TABLES)["workspace"]
    base = str(values["base"])
    if not re.fullmatch(r"https?://[^\s<>\"#?]+/", base):
        raise WorkspaceError(
            f"{config}: workspace.base must be an http(s) address that ends with '/', not {base!r}"
        )
    return Workspace(
        root=root,
        assets=assets_root(),
        state=root / ".plankg",
        writable=True,
        base=base,
        packaged_plans=bool(values["packaged_plans"]),
    )


def packaged_workspace() -> Workspace:
    """Return the packaged plan as a workspace; its state lies in the user's cache.

    Each installed copy has a cache folder of its own, so that two versions side by side don't
    rebuild each other's snapshot.
    """
    assets = assets_root()
    copy = hashlib.sha256(str(assets).encode()).hexdigest()[:8]
    state = platformdirs.user_cache_path("plankg", appauthor=False) / copy
    return Workspace(root=assets, assets=assets, state=state, writable=False)


def checked_slug(slug: str) -> str:
    """Return `slug` if it can name a plan.

    Raises:
        WorkspaceError: it holds other signs than letters, digits, ``_`` and ``-``, is too long for
            a file's name, or addresses of other things begin with it.
    """
    if slug in _RESERVED:
        raise WorkspaceError(
            f"{slug!r} cannot name a plan: other things have their addresses below it; choose"
            " another name with --slug"
        )
    if not _SLUG.fullmatch(slug):
        raise WorkspaceError(
            f"{slug!r} cannot name a plan: use letters, digits and hyphens only, as in"
            " 'wuxi-industry-2021-2025' (name it with --slug)"
        )
    if len(slug.encode()) > _LONGEST_SLUG:
        raise WorkspaceError(
            f"{slug[:_SHOWN]!r}… is too long to name a plan ({len(slug.encode())} bytes, the limit"
            f" is {_LONGEST_SLUG}): choose a shorter name with --slug"
        )
    return unicodedata.normalize("NFC", slug)


def _subfolders(folder: Path, view: View) -> dict[str, Path]:
    """Return the folders in a folder by their names."""
    names = (name for name in view.names(folder) if name[0] not in "._")
    return {name: folder / name for name in names if view.is_dir(folder / name)}


def _published_plan(graph: Path, view: View) -> PublishedPlan:
    ledger = graph.parent.parent / "ledgers" / graph.name
    if not view.is_file(ledger):
        raise WorkspaceError(f"{str(graph)!r} has no ledger at {str(ledger)!r}: build it again")
    return PublishedPlan(graph.stem, graph, ledger, view)


def source_in(folder: Path, view: View) -> PlanSource:
    """Return the plan whose source folder this is, as `view` shows it.

    Raises:
        WorkspaceError: its name cannot name a plan, or its ``plan.toml`` is missing or wrong.
    """
    try:
        checked_slug(folder.name)
    except WorkspaceError as error:
        raise WorkspaceError(f"{str(folder)!r} must have another name: {error}") from error
    config = folder / "plan.toml"
    try:
        content = view.read(config)
    except (FileNotFoundError, IsADirectoryError) as error:
        raise WorkspaceError(
            f"{str(folder)!r} has no plan.toml; add a plan with 'plankg add FILE', or remove it"
        ) from error
    except OSError as error:
        raise WorkspaceError(f"{config}: cannot be read: {error.strerror}") from error
    values = toml_in(content, config, PLAN_FIELDS)
    plan, source = values["plan"], values["source"]
    text = folder / str(plan["text"])
    if text.parent != folder:
        raise WorkspaceError(f"{config}: plan.text must lie beside it, not at {plan['text']!r}")
    return PlanSource(
        slug=folder.name,
        folder=folder,
        text=view.path(text),
        original=str(plan["original"]),
        note=str(source["note"]),
        url=str(source["url"]),
        retrieved=str(source["retrieved"]),
        licence=str(source["licence"]),
        overrides={"title": str(plan["title"])} if plan["title"] else {},
    )
