"""The root command: finds the subcommand's module, and maps every error to one line."""

from __future__ import annotations

import importlib
import logging
import signal
import sys
import traceback
from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path

import click
from click.exceptions import NoArgsIsHelpError

from plankg.cli import INTERRUPTED
from plankg.cli.options import SETTINGS, debug_option, workspace_path_option
from plankg.cli.output import say
from plankg.cli.streams import drop_the_rest, insist_on_utf8, prepare_streams
from plankg.errors import CheckFailed, PlanKGError
from plankg.writing.stopping import Stopped

DONE, FAILED, WRONG_USE = 0, 1, 2
# A process that a signal has ended: this and the signal's number, as shells have it.
_BY_SIGNAL = 128

# What `plankg --help` lists, in the order of the work. The modules are imported only when their
# command is called: rdflib, pySHACL and the web take longer to import than most commands to run.
COMMANDS = {
    "build": "Read the plans, check them and publish their graphs.",
    "check": "Check the published graphs against the shapes.",
    "serve": "Serve the published plans over HTTP.",
    "publish": "Load the published graphs into a server of their own.",
    "query": "Ask a named question: plankg query NAME --PARAM VALUE.",
    "sparql": "Ask in SPARQL.",
    "export": "Write a table of the published plans.",
    "extract": "Read a document and write a table of what it says.",
    "init": "Make a workspace for plans of your own.",
    "add": "Add plans to a workspace: files, or a folder.",
    "remove": "Remove a plan from a workspace.",
    "coverage": "Show what of a plan's text was understood, and what was not.",
    "review": "Decide about doubtful facts; decisions survive a rebuild.",
    "diff": "Show what changed from one plan to another, with the words of both.",
    "audit": "Find where plans contradict themselves, with both sentences.",
    "link": "Propose links between plans; decisions survive a rebuild.",
    "evaluate": "Score what is read from plans against tables made by hand.",
    "ontology": "List the terms of the ontology.",
    "config": "Show the settings of the service, and where each comes from.",
}


class LazyCommands(click.Group):
    """A group whose commands are modules of `plankg.cli` with a ``command`` in them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order of the work."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return the command."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"plankg.cli.{cmd_name}")
        command: click.Command = module.command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; for an unknown one name those that are spelled alike."""
        if args and not args[0].startswith("-") and args[0] not in COMMANDS:
            near = get_close_matches(args[0], COMMANDS, n=2)
            hint = f"; did you mean {' or '.join(near)}?" if near else ""
            raise click.UsageError(f"no command {args[0]!r}{hint}", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(
    "plankg",
    cls=LazyCommands,
    context_settings=SETTINGS,
    epilog="Exit code: 0 done, 1 a check failed as asked, 2 wrong use or bad input.",
)
@workspace_path_option
@debug_option
@click.version_option(package_name="plankg", message="%(prog)s %(version)s")
def root(workspace_path: Path | None) -> None:
    """PlanKG 策图: government plans as a graph in which every fact points at its words.

    Commands work on the workspace of --workspace, else of $PLANKG_WORKSPACE, else on the current
    folder or the nearest above it that has a plankg.toml, else on the packaged plan.
    """


def main(args: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code.

    Every error is one line on stderr; ``--debug`` adds the traceback. Output is UTF-8 whatever
    the terminal's locale says, because a plan's words are Chinese.
    """
    if args is None:
        insist_on_utf8()
    arguments = list(sys.argv[1:] if args is None else args)
    prepare_streams()
    # Of values that are no dates or numbers the shapes tell, with their place, in one line each.
    logging.getLogger("rdflib").setLevel(logging.ERROR)
    try:
        result = root.main(arguments, prog_name="plankg", standalone_mode=False)
    except NoArgsIsHelpError as error:
        # Nothing was asked: what could be is told as it is laid out, and not as an answer.
        say(error.format_message())
        return WRONG_USE
    except SystemExit:
        # Click's word for a reader (head) that hung up before the help's end, which is no error.
        return DONE
    except (click.Abort, KeyboardInterrupt) as end:
        # click makes an Abort of both: of Ctrl-C, and of a "no" to its question.
        if isinstance(end.__cause__ or end, KeyboardInterrupt):
            click.echo("plankg: stopped by SIGINT", err=True)
        return INTERRUPTED
    except Stopped as end:
        click.echo(f"plankg: stopped by {signal.Signals(end.number).name}", err=True)
        return _BY_SIGNAL + end.number
    except Exception as error:  # noqa: BLE001 - the boundary: whatever happens is one line
        return _report(error, debug="--debug" in arguments)
    return result if isinstance(result, int) else DONE


def _report(error: Exception, *, debug: bool) -> int:
    if isinstance(error, OSError):
        drop_the_rest(sys.stdout)
    if debug:
        traceback.print_exception(error)
    say(f"plankg: {_one_line(_message(error))}")
    return FAILED if isinstance(error, CheckFailed) else WRONG_USE


def _message(error: Exception) -> str:
    if isinstance(error, click.UsageError):
        where = f" ('{error.ctx.command_path} --help' shows its use)" if error.ctx else ""
        return f"{error.format_message().rstrip('.')}{where}"
    if isinstance(error, click.ClickException):
        return error.format_message()
    if isinstance(error, PlanKGError):
        return str(error)
    if isinstance(error, OSError) and error.strerror is not None:
        place = f"cannot use {str(error.filename)!r}: " if error.filename is not None else ""
        return f"{place}{error.strerror}; '--debug' shows where"
    return f"unexpected {type(error).__name__}: {error}; '--debug' shows where"


def _one_line(message: str) -> str:
    return " ".join(message.split())
