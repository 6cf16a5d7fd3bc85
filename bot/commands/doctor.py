"""`voucherbot doctor`: checks the configuration and every part it reaches, and says how to mend what is wrong."""

import json
from typing import Annotated

import typer


def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,  # noqa: FBT002
) -> None:
    """Check the configuration and every part it reaches; say what is wrong and how to mend it."""
    from bot.commands.checkup import check_everything

    findings = check_everything()
    well = all(finding.well for finding in findings)
    if as_json:
        rows = [{"part": it.part, "ok": it.well, "says": it.says, "mend": it.mend or None} for it in findings]
        typer.echo(json.dumps({"ok": well, "checks": rows}, ensure_ascii=False, indent=2))
    else:
        for finding in findings:
            typer.echo(f"{'ok     ' if finding.well else 'problem'}  {finding.part}: {finding.says}")
            if not finding.well and finding.mend:
                typer.echo(f"         mend: {finding.mend}")
    raise typer.Exit(0 if well else 1)
